package io.conttune.benchmark.run;

import io.conttune.benchmark.run.TimelinePoint.Operator;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.OperatorEvidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns what the control loop tells into the demo's timeline. */
public final class TimelineRecorder {
  private final Timeline timeline;
  private final RunEnds ends;
  private Optional<Instant> running = Optional.empty();

  public TimelineRecorder(Timeline timeline, RunEnds ends) {
    this.timeline = timeline;
    this.ends = ends;
  }

  /** Knows when runs of the job ended. */
  public interface RunEnds {
    /** By Flink's clock; empty while the run goes on. */
    Optional<Instant> of(String jobId) throws FlinkUnavailableException;
  }

  /** Adds what a step showed. */
  public void record(StepOutcome outcome) throws FlinkUnavailableException {
    Shown shown = outcome.accept(SHOWN);
    shown.job().ifPresent(job -> add(job, shown.metrics(), shown.evidence()));
    if (shown.rescale().isPresent()) {
      record(shown.rescale().get());
    }
  }

  /** The part of an outcome that belongs into a timeline. */
  private record Shown(
      Optional<JobSnapshot> job,
      Optional<JobMetrics> metrics,
      List<OperatorEvidence> evidence,
      Optional<RescaleEntry> rescale) {
    static final Shown NOTHING =
        new Shown(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    static Shown of(
        JobSnapshot job, Optional<JobMetrics> metrics, List<OperatorEvidence> evidence) {
      return new Shown(Optional.of(job), metrics, evidence, Optional.empty());
    }
  }

  private static final StepOutcome.Visitor<Shown> SHOWN =
      new StepOutcome.Visitor<>() {
        @Override
        public Shown unreachable(StepOutcome.Unreachable outcome) {
          return Shown.NOTHING;
        }

        @Override
        public Shown waiting(StepOutcome.Waiting outcome) {
          return Shown.NOTHING;
        }

        @Override
        public Shown changed(StepOutcome.Changed outcome) {
          return Shown.NOTHING;
        }

        @Override
        public Shown measuring(StepOutcome.Measuring outcome) {
          return Shown.of(outcome.snapshot(), Optional.empty(), List.of());
        }

        @Override
        public Shown misfit(StepOutcome.Misfit outcome) {
          return Shown.NOTHING;
        }

        @Override
        public Shown observed(StepOutcome.Observed outcome) {
          return Shown.of(outcome.snapshot(), Optional.of(outcome.metrics()), List.of());
        }

        @Override
        public Shown decided(StepOutcome.Decided outcome) {
          return Shown.of(
              outcome.snapshot(),
              Optional.of(outcome.metrics()),
              outcome.record().decision().evidence().operators());
        }

        @Override
        public Shown lateLaunch(StepOutcome.LateLaunch outcome) {
          return Shown.NOTHING;
        }

        @Override
        public Shown rescaling(StepOutcome.Rescaling outcome) {
          return new Shown(
              Optional.empty(), Optional.empty(), List.of(), Optional.of(outcome.after()));
        }

        @Override
        public Shown tidied(StepOutcome.Tidied outcome) {
          return Shown.NOTHING;
        }
      };

  private void record(RescaleEntry entry) throws FlinkUnavailableException {
    switch (entry.stage()) {
      case RUNNING -> running = Optional.of(entry.stageSince());
      case VERIFIED, ROLLED_BACK -> {
        // Asked for only now: right after the stop, Flink may still serve the job's former details.
        Instant end = running.orElse(entry.stageSince());
        timeline.add(new TimelineRescale(entry, ends.of(entry.plan().jobId()).orElse(end), end));
        running = Optional.empty();
      }
      case ABANDONED -> {
        timeline.add(new TimelineRescale(entry, entry.stageSince(), entry.stageSince()));
        running = Optional.empty();
      }
      default -> {}
    }
  }

  private void add(
      JobSnapshot snapshot, Optional<JobMetrics> metrics, List<OperatorEvidence> evidence) {
    Map<String, Operator> operators = new LinkedHashMap<>();
    for (JobVertex vertex : snapshot.graph().vertices()) {
      Optional<OperatorMetrics> measured =
          metrics.map(JobMetrics::operators).map(all -> all.get(vertex.id()));
      OptionalDouble target =
          evidence.stream()
              .filter(operator -> operator.id().equals(vertex.id()))
              .map(OperatorEvidence::targetRate)
              .findFirst()
              .orElse(OptionalDouble.empty());
      operators.put(nameOf(vertex), operator(vertex, measured, target));
    }
    timeline.add(
        new TimelinePoint(
            snapshot.takenAt(),
            timeline.schedule().rateAt(snapshot.takenAt()),
            snapshot.jobId(),
            backlog(snapshot),
            operators));
  }

  /** The name of the chain's head without Flink's prefix of sources. */
  public static String nameOf(JobVertex vertex) {
    return vertex.operators().get(0).replaceFirst("^Source: ", "");
  }

  private static OptionalDouble backlog(JobSnapshot snapshot) {
    return snapshot.samples().values().stream()
        .map(VertexSample::pendingRecords)
        .filter(pending -> pending.isPresent())
        .mapToDouble(pending -> pending.getAsLong())
        .reduce(Double::sum);
  }

  private static Operator operator(
      JobVertex vertex, Optional<OperatorMetrics> measured, OptionalDouble target) {
    return new Operator(
        vertex.id(),
        vertex.parallelism(),
        value(measured.map(OperatorMetrics::inputRate)),
        value(measured.map(OperatorMetrics::outputRate)),
        value(measured.map(metrics -> metrics.time().busy())),
        value(measured.map(OperatorMetrics::backPressureShare)),
        measured.map(OperatorMetrics::processingAbility).orElse(OptionalDouble.empty()),
        target);
  }

  private static OptionalDouble value(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }
}
