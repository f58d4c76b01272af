package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.JsonFields;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.plan.AfterFailure.RestorePoint;
import io.conttune.core.FlinkUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AfterFailureTest {
  private static final String THREE = "Restart with fixed delay (PT0.5S). #3 restart attempts.";
  private static final String RATE =
      "Failure rate restart with maximum of 3 failures within interval PT1M and fixed delay PT1S.";
  private static final String UNLIMITED =
      "Restart with fixed delay (PT1S). #2147483647 restart attempts.";

  private final StubFlink flink = new StubFlink();
  private long runningFor = 1_000;

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void isStateWhereCheckpointsAreKeptWhetherTheJobRestartsOrNot() throws Exception {
    assertThat(read(RestorePoint.CHECKPOINT, true)).isEqualTo(AfterFailure.STATE);
    assertThat(flink.takeRequests()).isEmpty();
  }

  @Test
  void isNothingWhereNoCheckpointWasEverCompleted() throws Exception {
    strategy(UNLIMITED);

    for (boolean kept : new boolean[] {true, false}) {
      AfterFailure nothing = read(RestorePoint.NONE, kept);

      assertThat(nothing.lossByOne()).hasValueSatisfying(why -> assertThat(why).contains("yet"));
      assertThat(nothing.lossByMany()).isEqualTo(nothing.lossByOne());
    }
  }

  @ParameterizedTest
  @CsvSource({"true, has not completed a checkpoint yet", "false, RETAIN_ON_CANCELLATION"})
  void isTheSavepointThatTheJobWasStartedFromOnlyIfItRestarts(boolean kept, String help)
      throws Exception {
    strategy(UNLIMITED);
    assertThat(read(RestorePoint.SAVEPOINT, kept)).isEqualTo(AfterFailure.STATE);

    strategy("Restart deactivated.");
    assertThat(read(RestorePoint.SAVEPOINT, kept).lossByOne())
        .hasValueSatisfying(
            why -> assertThat(why).contains("has no restart strategy").contains(help));
  }

  @ParameterizedTest
  @EnumSource(
      value = RestorePoint.class,
      names = {"CHECKPOINT", "SAVEPOINT"})
  void isStateOfAJobThatRestartsHoweverOftenItFails(RestorePoint newest) throws Exception {
    strategy(UNLIMITED);

    assertThat(read(newest, false)).isEqualTo(AfterFailure.STATE);
  }

  @Test
  void isNothingOfAJobThatDoesNotRestart() throws Exception {
    strategy("Restart deactivated.");

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("has no restart strategy")
                    .contains("set restart-strategy.type")
                    .contains("RETAIN_ON_CANCELLATION"));
  }

  @Test
  void isNothingWhereItIsNotKnownWhetherTheJobRestarts() throws Exception {
    strategy("Restart whenever the moon is full.");

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne())
        .hasValueSatisfying(why -> assertThat(why).contains("moon"));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "2, false", "3, false", "400, false"})
  void isStateWhileTwoOfALimitedNumberOfRestartsAreLeft(int restarts, boolean bearsOne)
      throws Exception {
    strategy(THREE);
    metrics("{\"id\":\"numRestarts\",\"value\":\"%d\"}".formatted(restarts));

    AfterFailure after = read(RestorePoint.CHECKPOINT, false);

    assertThat(after.lossByOne().isEmpty()).isEqualTo(bearsOne);
    assertThat(after.lossByMany())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("has %d of 3 restarts left".formatted(Math.max(0, 3 - restarts)))
                    .contains("RETAIN_ON_CANCELLATION"));
  }

  @Test
  void doesNotTakeRescalesForFailures() throws Exception {
    strategy(THREE);
    metrics("{\"id\":\"numRestarts\",\"value\":\"6\"},{\"id\":\"numRescales\",\"value\":\"5\"}");

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne()).isEmpty();
  }

  @Test
  void readsTheOlderNameOfTheMetricWhereOnlyThatIsShown() throws Exception {
    strategy(THREE);
    metrics("{\"id\":\"fullRestarts\",\"value\":\"2\"}");

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"id\":\"numRestarts\",\"value\":\"NaN\"}"})
  void isNothingWhereItCannotBeToldHowOftenTheJobHasRestarted(String shown) throws Exception {
    strategy(THREE);
    metrics(shown);

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne())
        .hasValueSatisfying(why -> assertThat(why).contains("how often"));
  }

  @ParameterizedTest
  @CsvSource({"60000, false", "60001, true"})
  void doesNotCountRestartsBeforeTheIntervalOfAFailureRate(long millis, boolean bearsOne)
      throws Exception {
    strategy(RATE);
    metrics("{\"id\":\"numRestarts\",\"value\":\"50\"}");
    runningFor = millis;

    assertThat(read(RestorePoint.CHECKPOINT, false).lossByOne().isEmpty()).isEqualTo(bearsOne);
  }

  @Test
  void cannotBeToldWhereFlinkDoesNotAnswer() {
    strategy(THREE);
    flink.answer(metricsCall(), 500, "{\"errors\":[\"broken\"]}");

    assertThatThrownBy(() -> read(RestorePoint.CHECKPOINT, false))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  private void strategy(String own) {
    flink.answer(
        "GET /jobs/1/config",
        "{\"execution-config\":{\"restart-strategy\":\"%s\"}}".formatted(own));
  }

  private void metrics(String shown) {
    flink.answer(metricsCall(), "[" + shown + "]");
  }

  private static String metricsCall() {
    return "GET /jobs/1/metrics?get=numRestarts,fullRestarts,numRescales";
  }

  private AfterFailure read(RestorePoint newest, boolean kept) throws FlinkUnavailableException {
    ObjectNode job = JsonNodeFactory.instance.objectNode().put("now", 1_000_000);
    job.putObject("timestamps").put("RUNNING", 1_000_000 - runningFor);
    return AfterFailure.read(
        flink.client(), "1", new JsonFields(job, "GET /jobs/1", ""), newest, kept);
  }
}
