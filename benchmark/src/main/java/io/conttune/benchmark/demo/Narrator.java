package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts what the control loop does into words for the screen. */
final class Narrator {
  private final Screen screen;
  private final RateSchedule schedule;
  private String lastDecision = "none yet";
  private String status = "waiting for the job";

  Narrator(Screen screen, RateSchedule schedule) {
    this.screen = screen;
    this.schedule = schedule;
  }

  void show(StepOutcome outcome, Timeline timeline, Instant now) {
    describe(outcome, now);
    List<TimelinePoint> points = timeline.points();
    if (!points.isEmpty()) {
      Duration total = schedule.stepDuration().multipliedBy(schedule.recordsPerSecond().size());
      int steps = schedule.recordsPerSecond().size();
      int step = schedule.stepAt(now).orElse(now.isBefore(schedule.start()) ? 0 : steps - 1) + 1;
      screen.show(
          new Frame(
              Duration.between(schedule.start(), now),
              total,
              step,
              steps,
              points.get(points.size() - 1),
              status,
              lastDecision));
    }
  }

  private void describe(StepOutcome outcome, Instant now) {
    if (outcome instanceof StepOutcome.Unreachable unreachable) {
      status = "Flink does not answer: " + unreachable.message();
    } else if (outcome instanceof StepOutcome.Waiting waiting) {
      status = "waiting: " + waiting.sighting().reason();
    } else if (outcome instanceof StepOutcome.Measuring measuring) {
      status = "measuring: " + measuring.reason();
    } else if (outcome instanceof StepOutcome.Decided decided) {
      decided(decided, now);
    } else if (outcome instanceof StepOutcome.Rescaling rescaling) {
      rescaling(rescaling.before(), rescaling.after(), now);
    }
  }

  private void decided(StepOutcome.Decided decided, Instant now) {
    Decision decision = decided.record().decision();
    if (decision instanceof Decision.Rescale rescale) {
      lastDecision = rescale.step() + ": " + rescale.reason();
      String guards = String.join("; ", decided.record().guards());
      status = guards.isEmpty() ? "rescaling" : "held back: " + guards;
      if (decided.news() == News.NEW) {
        tell(now, lastDecision + (guards.isEmpty() ? "" : " (held back: " + guards + ")"));
      }
    } else {
      status = "holding: " + decision.reason();
    }
  }

  private void rescaling(RescaleEntry before, RescaleEntry after, Instant now) {
    status = after.stage() + ": " + after.note();
    if (after.stage().isFinal() && !before.stage().isFinal()) {
      Duration took = Duration.between(after.startedAt(), after.stageSince());
      tell(
          now,
          String.format(
              Locale.ROOT,
              "%s after %.1f s: %s",
              after.stage(),
              took.toMillis() / 1000.0,
              after.note()));
    }
  }

  private void tell(Instant now, String what) {
    double seconds = Duration.between(schedule.start(), now).toMillis() / 1000.0;
    screen.tell(String.format(Locale.ROOT, "%7.1f s  %s", seconds, what));
  }
}
