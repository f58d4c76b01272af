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
  private final Ends ends;
  private Optional<Instant> running = Optional.empty();

  public TimelineRecorder(Timeline timeline, Ends ends) {
    this.timeline = timeline;
    this.ends = ends;
  }

  /** Knows when runs of the job ended. */
  public interface Ends {
    /** By Flink's clock; empty while the run goes on. */
    Optional<Instant> of(String jobId) throws FlinkUnavailableException;
  }

  /** Adds what a step showed. */
  public void record(StepOutcome outcome) throws FlinkUnavailableException {
    if (outcome instanceof StepOutcome.Measuring measuring) {
      add(measuring.snapshot(), Optional.empty(), List.of());
    } else if (outcome instanceof StepOutcome.Observed observed) {
      add(observed.snapshot(), Optional.of(observed.metrics()), List.of());
    } else if (outcome instanceof StepOutcome.Decided decided) {
      List<OperatorEvidence> evidence = decided.record().decision().evidence().operators();
      add(decided.snapshot(), Optional.of(decided.metrics()), evidence);
    } else if (outcome instanceof StepOutcome.Rescaling rescaling) {
      record(rescaling.after());
    }
  }

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
