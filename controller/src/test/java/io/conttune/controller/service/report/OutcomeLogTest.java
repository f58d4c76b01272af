package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.SavepointKeeper.Disposed;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The log while Flink does not answer, and the number of lines that a step may have. */
class OutcomeLogTest extends LoggedOutcomes {
  @Test
  void logsAnOutageWhenItBeginsAndWhenItEnds() throws Exception {
    tell(AWAY);
    tell(AWAY);
    clock.advance(Duration.ofMillis(2500));
    tell(measuring("job-1", "window fills"));
    tell(measuring("job-1", "window fills"));
    tell(AWAY);
    tell(measuring("job-1", "window fills"));

    assertThat(names(Level.WARN))
        .containsExactly(EventName.FLINK_UNREACHABLE, EventName.FLINK_UNREACHABLE);
    assertThat(names(Level.INFO)).containsExactly(EventName.JOB_SEEN, EventName.FLINK_BACK);
    assertThat(only(EventName.JOB_SEEN).fields()).containsEntry("awaySeconds", 2.5);
    assertThat(only(EventName.FLINK_BACK).fields()).containsOnly(entry("awaySeconds", 0.0));
  }

  @Test
  void repeatsWithGrowingPausesThatFlinkDoesNotAnswer() {
    tell(AWAY);
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tell(AWAY);
    }

    assertThat(events)
        .extracting(Event::name)
        .as("at once, after 5 and after 15 minutes")
        .containsOnly(EventName.FLINK_UNREACHABLE)
        .hasSize(3);
    assertThat(events.get(2).fields())
        .containsOnly(
            entry("since", Instant.parse("2026-01-01T00:00:00Z")),
            entry("reason", "GET http://x/ refused"),
            entry("next", "asks again; the job is left as it is until Flink answers"));
  }

  @Test
  void tellsAnotherReasonWhyFlinkDoesNotAnswerButNoneTwiceInTurn() {
    String refused = "GET http://x/%s answered %d: the credentials for it are missing or refused";
    tell(AWAY);
    for (int step = 0; step < 24; step++) {
      clock.advance(Duration.ofSeconds(10));
      tell(step % 2 == 0 ? AWAY : unreachable(refused.formatted("jobs/" + step, 401)));
    }

    assertThat(events)
        .extracting(event -> event.fields().get("reason"))
        .containsExactly("GET http://x/ refused", refused.formatted("jobs/5", 401));
  }

  private static StepOutcome unreachable(String message) {
    return new StepOutcome.Unreachable(message, Optional.empty());
  }

  @Test
  void saysThatARescaleGoesOnOnceFlinkAnswers() {
    tell(new StepOutcome.Unreachable("GET http://x/ refused", Optional.of(PLANNED)));

    assertThat(only(EventName.FLINK_UNREACHABLE).fields())
        .containsEntry("next", "asks again; the rescale goes on once Flink answers");
  }

  @Test
  void logsWhatBecameOfASavepoint() {
    String path = "file:/s/savepoint-1";
    tell(new StepOutcome.Tidied(new Disposed(path, Optional.empty())));
    tell(new StepOutcome.Tidied(new Disposed(path, Optional.of("read-only"))));

    assertThat(only(EventName.SAVEPOINT_DISPOSED).fields()).containsOnly(entry("state", path));
    assertThat(only(EventName.SAVEPOINT_NOT_DISPOSED).fields())
        .containsOnly(entry("state", path), entry("reason", "read-only"));
  }

  @Test
  void countsTheTimeAwayFromTheRequestThatGotNoAnswer() throws Exception {
    tell(measuring("job-1", "window fills"));
    Stopwatch asked = Stopwatch.start(clock);
    clock.advance(Duration.ofSeconds(10));
    events.addAll(log.events(AWAY, asked));
    clock.advance(Duration.ofMillis(519));
    tell(measuring("job-1", "window fills"));

    assertThat(only(EventName.FLINK_BACK).fields()).containsOnly(entry("awaySeconds", 10.519));
  }

  @Test
  void logsNoMoreThanOneLineAtInfoPerStepWhateverComesTogether() throws Exception {
    List<StepOutcome> outcomes =
        List.of(
            waiting("no job"),
            new StepOutcome.Waiting(
                new JobSighting.NotSeen("gone", new JobSighting.Ended("job-1", JobState.FAILED))),
            changed("job-2"),
            measuring("job-1", "window fills"),
            new StepOutcome.Observed(snapshot("job-1"), METRICS),
            decided(Outcome.STARTED, List.of(), News.NEW),
            decided(Outcome.RECOMMENDED, List.of(), News.NEW),
            decided(Outcome.REFUSED, List.of("no jar"), News.NEW),
            held(List.of("note")),
            new StepOutcome.Misfit(snapshot("job-1"), List.of("fault")),
            new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.STOPPING), Duration.ZERO),
            new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ZERO));

    for (StepOutcome outcome : outcomes) {
      OutcomeLog fresh = new OutcomeLog(new OperatorNames(), clock);
      fresh.events(AWAY, Stopwatch.start(clock));
      events.clear();
      events.addAll(fresh.events(outcome, Stopwatch.start(clock)));

      assertThat(names(Level.INFO)).as("at INFO after %s", outcome).hasSize(1);
      assertThat(events)
          .as("Flink is back, said with %s", outcome)
          .anyMatch(event -> event.fields().containsKey("awaySeconds"));
    }
  }
}
