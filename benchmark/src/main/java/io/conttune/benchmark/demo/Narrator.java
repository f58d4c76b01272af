package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    outcome.accept(new Status(now)).ifPresent(told -> status = told);
  }

  /** The status line for each outcome of a step; empty where the line stays as it is. */
  private final class Status implements StepOutcome.Visitor<Optional<String>> {
    private final Instant now;

    Status(Instant now) {
      this.now = now;
    }

    @Override
    public Optional<String> unreachable(StepOutcome.Unreachable outcome) {
      return Optional.of("Flink does not answer: " + outcome.message());
    }

    @Override
    public Optional<String> waiting(StepOutcome.Waiting outcome) {
      return Optional.of("waiting: " + outcome.sighting().reason());
    }

    @Override
    public Optional<String> changed(StepOutcome.Changed outcome) {
      return Optional.of("measuring: the job is another run than before");
    }

    @Override
    public Optional<String> measuring(StepOutcome.Measuring outcome) {
      return Optional.of("measuring: " + outcome.reason());
    }

    @Override
    public Optional<String> misfit(StepOutcome.Misfit outcome) {
      return Optional.of("the job file does not fit: " + String.join("; ", outcome.faults()));
    }

    @Override
    public Optional<String> observed(StepOutcome.Observed outcome) {
      return Optional.of("measured");
    }

    @Override
    public Optional<String> decided(StepOutcome.Decided outcome) {
      return Optional.of(tellDecision(outcome, now));
    }

    @Override
    public Optional<String> lateLaunch(StepOutcome.LateLaunch outcome) {
      return Optional.of("cancelled the late launch " + outcome.jobId());
    }

    @Override
    public Optional<String> rescaling(StepOutcome.Rescaling outcome) {
      tellEnd(outcome.before(), outcome.after(), now);
      return Optional.of(outcome.after().stage() + ": " + outcome.after().note());
    }

    @Override
    public Optional<String> tidied(StepOutcome.Tidied outcome) {
      return Optional.empty();
    }
  }

  /** Tells a decision that is new, and returns what it means for the status line. */
  private String tellDecision(StepOutcome.Decided decided, Instant now) {
    return decided
        .record()
        .decision()
        .match(
            rescale -> {
              lastDecision = rescale.step() + ": " + rescale.reason();
              String guards = String.join("; ", decided.record().guards());
              if (decided.news() == News.NEW) {
                tell(
                    now,
                    guards.isEmpty() ? Tone.CHANGE : Tone.BAD,
                    lastDecision + (guards.isEmpty() ? "" : " (held back: " + guards + ")"));
              }
              return guards.isEmpty() ? "rescaling" : "held back: " + guards;
            },
            hold -> "holding: " + hold.reason());
  }

  private void tellEnd(RescaleEntry before, RescaleEntry after, Instant now) {
    if (after.stage().isFinal() && !before.stage().isFinal()) {
      Duration took = Duration.between(after.startedAt(), after.stageSince());
      tell(
          now,
          after.stage() == Stage.VERIFIED ? Tone.GOOD : Tone.BAD,
          String.format(
              Locale.ROOT,
              "%s after %.1f s: %s",
              after.stage(),
              took.toMillis() / 1000.0,
              after.note()));
    }
  }

  private void tell(Instant now, Tone tone, String what) {
    double seconds = Duration.between(schedule.start(), now).toMillis() / 1000.0;
    screen.tell(tone, String.format(Locale.ROOT, "%7.1f s  %s", seconds, what));
  }
}
