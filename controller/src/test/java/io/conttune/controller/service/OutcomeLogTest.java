package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeLogTest {
  private static final StepOutcome UNREACHABLE =
      new StepOutcome.Unreachable("GET http://127.0.0.1:1/jobs: refused");

  private static final StepOutcome WAITING = new StepOutcome.Waiting("the cluster has no jobs");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Event> events = new ArrayList<>();
  private final OutcomeLog log = new OutcomeLog(events::add, clock);

  @Test
  void tellsOnceOfAFlinkThatIsAway() {
    assertThat(step(UNREACHABLE)).containsExactly(EventName.FLINK_UNREACHABLE);

    assertThat(step(UNREACHABLE)).isEmpty();
  }

  @Test
  void tellsInTheStepAfterTheReturnWhatTheJobIsLike() {
    step(UNREACHABLE);
    clock.advance(Duration.ofMillis(1500));

    assertThat(step(WAITING)).containsExactly(EventName.FLINK_BACK);
    assertThat(events.get(0).fields()).containsEntry("awaySeconds", 1.5);
    assertThat(step(WAITING)).containsExactly(EventName.JOB_WAITING);
    assertThat(step(WAITING)).isEmpty();
  }

  @Test
  void tellsAgainOfAnotherReasonToWait() {
    step(WAITING);

    assertThat(step(new StepOutcome.Waiting("two jobs match")))
        .containsExactly(EventName.JOB_WAITING);
  }

  private List<EventName> step(StepOutcome outcome) {
    events.clear();
    log.log(outcome);
    return events.stream().map(Event::name).toList();
  }
}
