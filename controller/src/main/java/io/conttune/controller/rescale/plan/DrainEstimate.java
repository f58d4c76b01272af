package io.conttune.controller.rescale.plan;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Estimates the time in which a job works off its data in flight. The barrier of a savepoint does
 * not overtake that data, so it takes as long to reach the sinks.
 *
 * <p>The queue of a vertex is what its producers have written since the job started, less what it
 * has read. It lies in front of the saturated subtasks, because the others take at once what they
 * are given. The work of vertex v is its queue and the queues before it, scaled by the
 * selectivities between. With h of p subtasks saturated, v takes work / (PA(v) · h / p). All
 * vertices work at the same time, so the slowest one decides.
 */
final class DrainEstimate {
  private final JobSnapshot job;
  private final JobMetrics metrics;
  private final SaturatedSubtasks saturated;

  private DrainEstimate(JobSnapshot job, JobMetrics metrics, SaturatedSubtasks saturated) {
    this.job = job;
    this.metrics = metrics;
    this.saturated = saturated;
  }

  /** The estimate; empty if what is in flight cannot be told. */
  static Optional<Duration> of(JobSnapshot job, JobMetrics metrics, SaturatedSubtasks saturated) {
    OptionalDouble seconds = new DrainEstimate(job, metrics, saturated).seconds();
    return seconds.isPresent()
        ? Optional.of(Duration.ofMillis(Math.round(1000 * seconds.getAsDouble())))
        : Optional.empty();
  }

  private OptionalDouble seconds() {
    Map<OperatorId, Double> work = new HashMap<>();
    double longest = 0;
    for (JobVertex vertex : job.graph().vertices()) {
      OptionalDouble reaching = reaching(vertex, work);
      if (reaching.isEmpty()) {
        return OptionalDouble.empty();
      }
      double records = reaching.getAsDouble();
      work.put(vertex.id(), records);
      if (records > 0) {
        OptionalDouble ability = ability(vertex.id());
        if (ability.isEmpty()) {
          return OptionalDouble.empty();
        }
        longest = Math.max(longest, records / (ability.getAsDouble() * share(vertex)));
      }
    }
    return OptionalDouble.of(longest);
  }

  /** Of the vertex's subtasks, that have what is in flight before them. */
  private double share(JobVertex vertex) {
    int queueing = saturated.of(vertex.id());
    return queueing == 0 ? 1 : (double) queueing / vertex.parallelism();
  }

  private OptionalDouble reaching(JobVertex vertex, Map<OperatorId, Double> work) {
    OptionalDouble queued = queued(vertex);
    double total = queued.orElse(0);
    for (JobEdge edge : job.graph().inputsOf(vertex.id())) {
      double before = work.get(edge.from());
      if (before > 0) {
        OptionalDouble selectivity = selectivity(edge);
        if (selectivity.isEmpty()) {
          return OptionalDouble.empty();
        }
        total += before * selectivity.getAsDouble();
      }
    }
    return queued.isPresent() ? OptionalDouble.of(total) : OptionalDouble.empty();
  }

  /** Records written for this vertex and not read by it. */
  private OptionalDouble queued(JobVertex vertex) {
    if (job.graph().isSource(vertex.id()) || saturated.of(vertex.id()) == 0) {
      return OptionalDouble.of(0);
    }
    VertexSample sample = job.samples().get(vertex.id());
    List<JobEdge> inputs = job.graph().inputsOf(vertex.id());
    if (sample.recordsIn().isEmpty()) {
      return OptionalDouble.empty();
    }
    double written = 0;
    for (JobEdge edge : inputs) {
      OptionalLong along = writtenAlong(edge);
      if (along.isEmpty()) {
        return OptionalDouble.empty();
      }
      written += copies(edge) * along.getAsLong();
    }
    return OptionalDouble.of(Math.max(0, written - sample.recordsIn().getAsLong()));
  }

  /** The outputs of one vertex share a counter, unless Flink has one for each target. */
  private OptionalLong writtenAlong(JobEdge edge) {
    VertexSample producer = job.samples().get(edge.from());
    Long told = producer.recordsTo().get(edge.to());
    if (told != null && isSoleTo(edge)) {
      return OptionalLong.of(told);
    }
    return hasOneOutput(edge.from()) ? producer.recordsOut() : OptionalLong.empty();
  }

  private boolean hasOneOutput(OperatorId producer) {
    return job.graph().outputsOf(producer).size() == 1;
  }

  /** Several edges to one vertex share the counter of that target. */
  private boolean isSoleTo(JobEdge edge) {
    return job.graph().outputsOf(edge.from()).stream()
            .filter(output -> output.to().equals(edge.to()))
            .count()
        == 1;
  }

  private double copies(JobEdge edge) {
    JobGraph graph = job.graph();
    return edge.strategy() == ShipStrategy.BROADCAST ? graph.vertex(edge.to()).parallelism() : 1;
  }

  private OptionalDouble selectivity(JobEdge edge) {
    OperatorMetrics from = metrics.operators().get(edge.from());
    if (from == null || from.inputRate() == 0) {
      return OptionalDouble.empty();
    }
    Double told = from.outputRates().get(edge.to());
    if (told != null && isSoleTo(edge)) {
      return OptionalDouble.of(copies(edge) * told / from.inputRate());
    }
    return hasOneOutput(edge.from())
        ? OptionalDouble.of(copies(edge) * from.outputRate() / from.inputRate())
        : OptionalDouble.empty();
  }

  private OptionalDouble ability(OperatorId id) {
    OperatorMetrics of = metrics.operators().get(id);
    return of == null ? OptionalDouble.empty() : of.processingAbility();
  }
}
