package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.plan.RestartStrategy.Limited;
import io.conttune.controller.rescale.plan.RestartStrategy.Never;
import io.conttune.controller.rescale.plan.RestartStrategy.Unknown;
import io.conttune.controller.rescale.plan.RestartStrategy.Unlimited;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartStrategiesTest {
  private static final String BY_CLUSTER = "Cluster level default restart strategy";

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void isNoneWhereItIsDeactivated() throws Exception {
    assertThat(own("Restart deactivated.")).isEqualTo(new Never());
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 ms", "PT0.5S"})
  void hasAsManyAttemptsAsAFixedDelayGivesIt(String delay) throws Exception {
    String own = "Restart with fixed delay (%s). #3 restart attempts.".formatted(delay);

    assertThat(own(own)).isEqualTo(new Limited(3, Optional.empty()));
  }

  @Test
  void isUnlimitedWithAsManyAttemptsAsCanBeCounted() throws Exception {
    String own = "Restart with fixed delay (PT1S). #2147483647 restart attempts.";

    assertThat(own(own)).isEqualTo(new Unlimited());
  }

  @ParameterizedTest
  @ValueSource(strings = {"60000 ms", "PT1M"})
  void hasSoManyAttemptsWithinAnIntervalByAFailureRate(String interval) throws Exception {
    String own =
        "Failure rate restart with maximum of 4 failures within interval %s and fixed delay PT1S."
            .formatted(interval);

    assertThat(own(own)).isEqualTo(new Limited(4, Optional.of(Duration.ofMinutes(1))));
  }

  @Test
  void isUnlimitedWithAnExponentialDelayUnlessItsAttemptsAreBounded() throws Exception {
    String own =
        "Restart with exponential delay: starting at PT1S, increasing by 1.500000, with maximum"
            + " PT1M. Delay resets after PT1H with jitter 0.100000";
    assertThat(own(own)).isEqualTo(new Unlimited());

    String attempts = "restart-strategy.exponential-delay.attempts-before-reset-backoff";
    assertThat(read(own, setting(attempts, "7")))
        .isEqualTo(new Limited(7, Optional.of(Duration.ofHours(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Restart whenever the moon is full.", ""})
  void isUnknownWhereFlinkSaysSomethingElse(String own) throws Exception {
    assertThat(own(own)).isEqualTo(new Unknown(own));
  }

  @ParameterizedTest
  @CsvSource({"restart-strategy.type, none", "restart-strategy, Off", "restart-strategy, disable"})
  void isNoneWhereTheClusterSaysSo(String key, String value) throws Exception {
    assertThat(byCluster(setting(key, value))).isEqualTo(new Never());
  }

  @Test
  void isUnlimitedByDefaultForAJobThatTakesCheckpoints() throws Exception {
    assertThat(byCluster(setting("parallelism.default", "1"))).isEqualTo(new Unlimited());
    assertThat(byCluster(setting("restart-strategy.fixed-delay.attempts", "3")))
        .isEqualTo(new Unlimited());
  }

  @Test
  void hasTheAttemptsOfTheClusterAndOneWhereNoneAreSet() throws Exception {
    String fixed = setting("restart-strategy.type", "fixed-delay");
    assertThat(byCluster(fixed)).isEqualTo(new Limited(1, Optional.empty()));
    assertThat(byCluster(fixed, setting("restart-strategy.fixed-delay.attempts", "10")))
        .isEqualTo(new Limited(10, Optional.empty()));

    String rate = setting("restart-strategy", "failurerate");
    assertThat(byCluster(rate)).isEqualTo(new Limited(1, Optional.of(Duration.ofMinutes(1))));
    assertThat(
            byCluster(
                rate,
                setting("restart-strategy.failure-rate.max-failures-per-interval", "5"),
                setting("restart-strategy.failure-rate.failure-rate-interval", "5 min")))
        .isEqualTo(new Limited(5, Optional.of(Duration.ofMinutes(5))));

    assertThat(byCluster(setting("restart-strategy.type", "exponential-delay")))
        .isEqualTo(new Unlimited());
  }

  @Test
  void isUnknownWhereTheClusterNamesAnotherOne() throws Exception {
    assertThat(byCluster(setting("restart-strategy.type", "lunar")))
        .isEqualTo(new Unknown("lunar"));
    assertThat(
            byCluster(
                setting("restart-strategy.type", "fixed-delay"),
                setting("restart-strategy.fixed-delay.attempts", "many")))
        .isEqualTo(new Unknown("fixed-delay"));
  }

  @Test
  void takesTheNewerOfTwoKeys() throws Exception {
    assertThat(
            byCluster(
                setting("restart-strategy.type", "none"),
                setting("restart-strategy", "exponential-delay")))
        .isEqualTo(new Never());
  }

  @Test
  void cannotBeToldWhereFlinkDoesNotAnswer() {
    flink.answer("GET /jobs/1/config", 503, "{\"errors\":[\"no leader\"]}");

    assertThatThrownBy(() -> RestartStrategies.of(flink.client(), "1"))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  private RestartStrategy own(String description) throws FlinkUnavailableException {
    return read(description);
  }

  private RestartStrategy byCluster(String... settings) throws FlinkUnavailableException {
    return read(BY_CLUSTER, settings);
  }

  private RestartStrategy read(String own, String... ofCluster) throws FlinkUnavailableException {
    flink
        .answer(
            "GET /jobs/1/config",
            "{\"execution-config\":{\"restart-strategy\":\"%s\"}}".formatted(own))
        .answer("GET /jobmanager/config", "[" + String.join(",", ofCluster) + "]");
    return RestartStrategies.of(flink.client(), "1");
  }

  private static String setting(String key, String value) {
    return "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, value);
  }
}
