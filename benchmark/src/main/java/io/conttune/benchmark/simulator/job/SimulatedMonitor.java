package io.conttune.benchmark.simulator.job;

import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows of a simulated job what Flink's REST API would show of it. */
public final class SimulatedMonitor implements JobMonitor {
  /** A job has no metrics for this long after its start. */
  private static final Duration EMPTY = Duration.ofSeconds(5);

  private final SimulatedJob job;
  private final InstantSource clock;

  /** A view of this job by this clock. */
  public SimulatedMonitor(SimulatedJob job, InstantSource clock) {
    this.job = job;
    this.clock = clock;
  }

  @Override
  public JobSighting look() {
    Deployment run = job.deployment();
    int slots = job.workload().slots();
    Map<OperatorId, VertexSample> samples = new HashMap<>();
    for (int o = 0; o < job.workload().operators().size(); o++) {
      OperatorModel operator = job.workload().operators().get(o);
      samples.put(operator.id(), job.isUp() ? sample(o, operator, run) : starting(operator));
    }
    return new JobSighting.Seen(
        new JobSnapshot(
            run.jobId(),
            job.workload().name(),
            job.isUp() ? JobState.RUNNING : JobState.TRANSITIONAL,
            clock.instant(),
            run.upAt(),
            run.graph(),
            samples,
            new Slots(slots, 0)));
  }

  private static VertexSample starting(OperatorModel operator) {
    return withoutMetrics(operator, VertexState.OTHER);
  }

  private static VertexSample withoutMetrics(OperatorModel operator, VertexState state) {
    return new VertexSample(
        operator.id(),
        state,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Gauges.NONE,
        OptionalLong.empty());
  }

  private VertexSample sample(int position, OperatorModel operator, Deployment run) {
    if (clock.instant().isBefore(run.upAt().plus(EMPTY))) {
      return withoutMetrics(operator, VertexState.RUNNING);
    }
    boolean tells = operator.isSource() && job.workload().sourceRate() == SourceRateKnowledge.KNOWN;
    return new VertexSample(
            operator.id(),
            VertexState.RUNNING,
            OptionalLong.of(job.counters().recordsIn(position)),
            OptionalLong.of(job.counters().recordsOut(position)),
            Optional.of(job.counters().time(position)),
            Gauges.NONE,
            tells ? OptionalLong.of(Math.round(job.backlog(position))) : OptionalLong.empty())
        .withBusiest(job.counters().busiest(position));
  }
}
