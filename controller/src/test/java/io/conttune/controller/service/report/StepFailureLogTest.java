package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.SettableClock;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log of a job whose steps a defect or the store breaks off, again and again. */
class StepFailureLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final List<Event> events = new ArrayList<>();
  private final JobLog log = new JobLog(events::add, URI.create("http://127.0.0.1:8081/"), clock);

  @Test
  void tellsADefectOfEveryStepWithGrowingPauses() {
    for (int second = 0; second <= 20 * 60; second++) {
      log.hear(new LoopNews.Defect(defect("at " + second)));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(of(EventName.INTERNAL_ERROR)).as("at once, after 5 and after 15 minutes").hasSize(3);
    assertThat(of(EventName.INTERNAL_ERROR).get(2).fields())
        .containsEntry("since", START)
        .containsEntry("errors", 901L)
        .containsEntry("reason", "java.lang.IllegalStateException: at 900");
  }

  @Test
  void tellsAnotherDefectAtOnce() {
    log.hear(new LoopNews.Defect(defect("one")));
    log.hear(new LoopNews.Defect(new IllegalArgumentException("another")));

    assertThat(of(EventName.INTERNAL_ERROR)).hasSize(2);
  }

  @Test
  void closesADefectThatHasNotComeAgainForAMinute() {
    log.hear(new LoopNews.Defect(defect("one")));
    clock.advance(DefectLog.QUIET.minusMillis(1));
    step();
    assertThat(of(EventName.INTERNAL_ERROR_OVER)).isEmpty();

    clock.advance(Duration.ofMillis(1));
    step();
    step();

    assertThat(of(EventName.INTERNAL_ERROR_OVER)).hasSize(1);
    assertThat(of(EventName.INTERNAL_ERROR_OVER).get(0).fields())
        .containsEntry("errors", 1L)
        .containsEntry("errorSeconds", 60.0);
  }

  @Test
  void tellsADefectOfEverySecondStepWithGrowingPauses() {
    for (int second = 0; second <= 4 * 60; second++) {
      log.hear(new LoopNews.Defect(defect("again")));
      step();
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(of(EventName.INTERNAL_ERROR)).hasSize(1);
  }

  @Test
  void tellsAStoreThatIsAwayWithGrowingPauses() {
    for (int second = 0; second <= 20 * 60; second++) {
      log.hear(new LoopNews.StoreFailed(new StoreUnavailableException("the server is down")));
      clock.advance(Duration.ofSeconds(1));
    }
    step();

    assertThat(of(EventName.STORE_FAILED)).as("at once, after 5 and after 15 minutes").hasSize(3);
    assertThat(of(EventName.STORE_FAILED).get(2).fields()).containsEntry("since", START);
    assertThat(of(EventName.STORE_BACK).get(0).fields()).containsEntry("awaySeconds", 1201.0);
  }

  private static IllegalStateException defect(String message) {
    return new IllegalStateException(message);
  }

  private void step() {
    log.hear(
        new LoopNews.Stepped(
            new StepOutcome.Waiting(new JobSighting.NotSeen("no job")),
            Stopwatch.start(clock),
            Optional.empty()));
  }

  private List<Event> of(EventName name) {
    return events.stream().filter(event -> event.name() == name).toList();
  }
}
