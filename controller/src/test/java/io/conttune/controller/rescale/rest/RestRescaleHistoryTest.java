package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SchedulerRescale;
import io.conttune.core.rescale.SchedulerRescale.End;
import io.conttune.core.rescale.SchedulerRescale.SlotChange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The replies are those of Flink 2.3.0 about a job that went from 2 to 4 subtasks in place. */
final class RestRescaleHistoryTest {
  private static final String HISTORY = "GET /jobs/1/rescales/history";
  private static final String DETAILS =
      "GET /jobs/1/rescales/details/9488ece204aaaa998dc33657937038a5";
  private static final Instant BEGIN = Instant.ofEpochMilli(1_795_814_929_569L);
  private static final Instant START_OF_THE_JOB = Instant.ofEpochMilli(1_795_814_927_208L);

  private final StubFlink flink = new StubFlink();
  private final RestJobRuns runs = new RestJobRuns(flink.client());

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void tellsTheCauseTheDurationAndTheSlots() throws Exception {
    flink.answer(HISTORY, recorded("rescales-history-2.3.0.json"));
    flink.answer(DETAILS, recorded("rescale-details-2.3.0.json"));

    SchedulerRescale told = runs.schedulerRescale("1", BEGIN).orElseThrow();

    assertThat(told)
        .isEqualTo(
            new SchedulerRescale(
                "UPDATE_REQUIREMENT",
                Optional.of(new End("COMPLETED", Optional.of("SUCCEEDED"))),
                BEGIN,
                Optional.of(Duration.ofMillis(2_267)),
                Optional.of(new SlotChange(2, 4))));
    assertThat(told.describe())
        .isEqualTo(
            "its scheduler's history: UPDATE_REQUIREMENT, COMPLETED (SUCCEEDED) in 2.3 s, slots"
                + " 2 → 4");
  }

  @Test
  void tellsNothingThatBeganBefore() throws Exception {
    flink.answer(HISTORY, recorded("rescales-history-2.3.0.json"));

    assertThat(runs.schedulerRescale("1", BEGIN.plusMillis(1))).isEmpty();
    assertThat(flink.takeRequests()).containsExactly(HISTORY);
  }

  @Test
  void prefersWhatWasCompletedToWhatCameToNothingSince() throws Exception {
    flink.answer(
        HISTORY,
        """
        [{"rescaleUuid":"b","startTimestampInMillis":30,"triggerCause":"NEW_RESOURCE_AVAILABLE"},
         {"rescaleUuid":"a","startTimestampInMillis":10,"endTimestampInMillis":20,
          "terminalState":"COMPLETED","triggerCause":"UPDATE_REQUIREMENT"}]""");

    assertThat(runs.schedulerRescale("1", Instant.EPOCH).map(SchedulerRescale::cause))
        .contains("UPDATE_REQUIREMENT");
    assertThat(runs.schedulerRescale("1", Instant.ofEpochMilli(11)).map(SchedulerRescale::describe))
        .contains("its scheduler's history: NEW_RESOURCE_AVAILABLE, not over yet");
  }

  @Test
  void tellsTheRestWhereTheDetailsAreGone() throws Exception {
    flink.answer(HISTORY, recorded("rescales-history-2.3.0.json"));

    assertThat(runs.schedulerRescale("1", START_OF_THE_JOB))
        .hasValueSatisfying(told -> assertThat(told.slots()).isEmpty());
  }

  /** As Flink 1.20.5 answers, and 2.3.0 where the history is off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"errors\":[\"Not found: /jobs/1/rescales/history\"]}",
        "{\"errors\":[\"The job `1` has not enabled the `Adaptive` scheduler, or it has been enabled"
            + " but the value of configuration option `web.adaptive-scheduler.rescale-history.size`"
            + " has not been set to greater than `0`.\"]}"
      })
  void asksARunWithoutAHistoryOnce(String refusal) throws Exception {
    flink.answer(HISTORY, 404, refusal);

    assertThat(runs.schedulerRescale("1", Instant.EPOCH)).isEmpty();
    assertThat(runs.schedulerRescale("1", Instant.EPOCH)).isEmpty();

    assertThat(flink.takeRequests()).containsExactly(HISTORY);
    assertThat(runs.schedulerRescale("2", Instant.EPOCH)).isEmpty();
    assertThat(flink.takeRequests()).containsExactly("GET /jobs/2/rescales/history");
  }

  @Test
  void refusesAHistoryThatIsNone() {
    flink.answer(HISTORY, "[{\"rescaleUuid\":\"a\",\"startTimestampInMillis\":\"soon\"}]");

    assertThatThrownBy(() -> runs.schedulerRescale("1", Instant.EPOCH))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("startTimestampInMillis");
  }

  private static String recorded(String name) throws IOException {
    try (InputStream reply = RestRescaleHistoryTest.class.getResourceAsStream(name)) {
      return new String(reply.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
