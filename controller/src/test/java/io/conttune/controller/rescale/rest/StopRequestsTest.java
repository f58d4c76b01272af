package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.StopProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Flink before 1.15, which does not know the field {@code triggerId}. */
class StopRequestsTest {
  private static final String TRIGGER = "a".repeat(32);
  private static final String POST = "POST /jobs/1/stop";
  private static final String CHECKPOINTS = "GET /jobs/1/checkpoints";
  private static final StopProgress IN_PROGRESS = new StopProgress.InProgress();

  private final StubFlink flink = new StubFlink();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private StopRequests stops = new StopRequests(flink.client(), SavepointFormat.CANONICAL, clock);

  @BeforeEach
  void aFlinkThatKnowsNoTriggerIds() throws Exception {
    flink
        .answer(
            POST,
            400,
            "{\"errors\":[\"Request did not match expected format"
                + " StopWithSavepointRequestBody.\"]}")
        .answer(CHECKPOINTS, "{\"latest\":{},\"history\":[]}");
    assertThat(stop()).isEqualTo(IN_PROGRESS);
    flink.takeRequests();
    flink.answer(POST, 202, "{\"request-id\":\"f1\"}");
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void looksForASavepointBeforeItAsksUnderFlinksOwnId() throws Exception {
    assertThat(stop()).isEqualTo(IN_PROGRESS);
    assertThat(flink.takeRequests()).containsExactly(CHECKPOINTS);

    clock.advance(Duration.ofSeconds(5));
    assertThat(stop()).isEqualTo(IN_PROGRESS);

    assertThat(flink.takeRequests()).containsExactly(CHECKPOINTS, POST);
    assertThat(flink.lastBody()).isEqualTo("{\"targetDirectory\":\"file:///sp\",\"drain\":false}");
    flink.answer(
        "GET /jobs/1/savepoints/f1",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/sp/1\"}}");
    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/sp/1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void looksForItsWholeTimeWhenTheTimeOfDayJumps(int hours) throws Exception {
    clock.jump(Duration.ofHours(hours));
    clock.advance(Duration.ofMillis(4_999));
    assertThat(stop()).isEqualTo(IN_PROGRESS);
    assertThat(flink.takeRequests()).containsExactly(CHECKPOINTS);

    clock.advance(Duration.ofMillis(1));
    assertThat(stop()).isEqualTo(IN_PROGRESS);

    assertThat(flink.takeRequests()).containsExactly(CHECKPOINTS, POST);
  }

  @Test
  void asksForNoSecondSavepointWhileOneIsInProgress() throws Exception {
    stopping();
    clock.advance(Duration.ofMinutes(5));

    assertThat(stop()).isEqualTo(IN_PROGRESS);

    assertThat(flink.takeRequests()).containsExactly(CHECKPOINTS);
  }

  @Test
  void looksAgainWhenTheAnswerWasLost() throws Exception {
    clock.advance(Duration.ofSeconds(5));
    flink.answer(POST, 503, "");
    assertThatThrownBy(this::stop).isInstanceOf(FlinkUnavailableException.class);
    flink.takeRequests();

    assertThat(stop()).isEqualTo(IN_PROGRESS);
    stopping();
    clock.advance(Duration.ofSeconds(5));
    assertThat(stop()).isEqualTo(IN_PROGRESS);

    assertThat(flink.takeRequests()).containsOnly(CHECKPOINTS);
  }

  @Test
  void tellsThatAStopWasRefused() throws Exception {
    clock.advance(Duration.ofSeconds(5));
    flink.answer(POST, 404, "{\"errors\":[\"no such job\"]}");

    assertThat(stop()).isInstanceOf(StopProgress.Failed.class);
  }

  @Test
  void doesNotTakeAnyOtherRefusalForAnUnknownField() throws Exception {
    stops = new StopRequests(flink.client(), SavepointFormat.CANONICAL, clock);
    flink.answer(POST, 400, "{\"errors\":[\"Config key [state.savepoints.dir] is not set.\"]}");

    assertThat(stop()).isInstanceOf(StopProgress.Failed.class);
    assertThat(flink.takeRequests()).isEqualTo(List.of(POST));
  }

  private void stopping() {
    flink.answer(
        CHECKPOINTS,
        "{\"latest\":{},\"history\":[{\"status\":\"IN_PROGRESS\",\"checkpoint_type\":\"SYNC_SAVEPOINT\"}]}");
  }

  private StopProgress stop() throws FlinkUnavailableException {
    return stops.stop("1", TRIGGER, "file:///sp");
  }
}
