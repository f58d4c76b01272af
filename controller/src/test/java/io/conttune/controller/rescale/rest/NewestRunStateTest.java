package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewestRunStateTest {
  private static final String CHECKPOINT =
      "'completed':{'id':5,'latest_ack_timestamp':7000,'discarded':false,'external_path':'/cp/5'}";
  private static final CapturedState FIVE = CapturedState.checkpoint("/cp/5");

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  private Optional<NewestRunState> read(String state, String latest) throws Exception {
    return read(state, latest, true, false);
  }

  private Optional<NewestRunState> read(
      String state, String latest, boolean externalized, boolean deletes) throws Exception {
    flink
        .answer("GET /jobs/1", "{\"state\":\"%s\",\"now\":10000}".formatted(state))
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{%s}}".formatted(latest).replace('\'', '"'))
        .answer(
            "GET /jobs/1/checkpoints/config",
            "{\"externalization\":{\"enabled\":%s,\"delete_on_cancellation\":%s}}"
                .formatted(externalized, deletes));
    return NewestRunState.read(flink.client(), "1");
  }

  @Test
  void isTheNewestCheckpointWithItsAgeByFlinksClock() throws Exception {
    assertThat(read("RUNNING", CHECKPOINT))
        .contains(new NewestRunState(FIVE, Duration.ofSeconds(3), true));
    assertThat(read("RUNNING", CHECKPOINT, true, true))
        .contains(new NewestRunState(FIVE, Duration.ofSeconds(3), false));
  }

  @Test
  void isWhatTheRunWasStartedFromWhileItHasCompletedNothing() throws Exception {
    String savepoint =
        "'restored':{'id':4,'restore_timestamp':8000,'is_savepoint':true,'external_path':'/sp/4'}";

    assertThat(read("RUNNING", savepoint))
        .contains(
            new NewestRunState(CapturedState.foundSavepoint("/sp/4"), Duration.ofSeconds(2), true));
    assertThat(read("RUNNING", savepoint + "," + CHECKPOINT))
        .contains(new NewestRunState(FIVE, Duration.ofSeconds(3), true));
  }

  @Test
  void ofARunThatWasStoppedIsTheSavepointOfTheStop() throws Exception {
    String stop =
        "'savepoint':{'id':6,'checkpoint_type':'SYNC_SAVEPOINT','latest_ack_timestamp':9000,"
            + "'discarded':false,'external_path':'/sp/6'},";

    assertThat(read("FINISHED", stop + CHECKPOINT))
        .contains(
            new NewestRunState(CapturedState.foundSavepoint("/sp/6"), Duration.ofSeconds(1), true));
  }

  /** A retained checkpoint outlives a failure, and a cancel unless it is set not to. */
  @ParameterizedTest
  @CsvSource({
    "FAILED, true, false, true",
    "FAILED, true, true, true",
    "FAILED, false, false, false",
    "CANCELED, true, false, true",
    "CANCELED, true, true, false",
    "CANCELED, false, false, false",
    "FINISHED, true, false, false"
  })
  void ofARunThatHasEndedItIsWhatTheEndHasLeft(
      String state, boolean externalized, boolean deletes, boolean isLeft) throws Exception {
    assertThat(read(state, CHECKPOINT, externalized, deletes))
        .isEqualTo(
            isLeft
                ? Optional.of(new NewestRunState(FIVE, Duration.ofSeconds(3), true))
                : Optional.empty());
  }

  /** An older one would lose what was committed since. */
  @Test
  void isNotKnownIfTheNewestCheckpointWasDiscarded() throws Exception {
    assertThat(read("RUNNING", CHECKPOINT.replace("false", "true"))).isEmpty();
    assertThat(read("RUNNING", "")).isEmpty();
  }

  @Test
  void isNotKnownOfARunThatFlinkHasForgotten() throws Exception {
    assertThat(NewestRunState.read(flink.client(), "1")).isEmpty();
  }

  @Test
  void cannotBeToldWhileFlinkDoesNotAnswer() {
    flink.answer("GET /jobs/1", 500, "{\"errors\":[\"broken\"]}");

    assertThatThrownBy(() -> NewestRunState.read(flink.client(), "1"))
        .isInstanceOf(FlinkUnavailableException.class);
  }
}
