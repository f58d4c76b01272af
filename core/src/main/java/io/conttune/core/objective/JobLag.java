package io.conttune.core.objective;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Tells how far a job is behind: the records that wait for a source, in seconds of the rate at
 * which they arrive. Of several sources the one that is farthest behind counts. Where a source does
 * not tell its backlog, nobody knows.
 *
 * @param rates the last rate above 0 of each source, records/s
 */
public record JobLag(Map<OperatorId, Double> rates) {
  /** No rate is known yet. */
  public static final JobLag UNKNOWN = new JobLag(Map.of());

  public JobLag {
    rates = Map.copyOf(rates);
  }

  /** The same with the rates of this window; a source that receives nothing keeps its last one. */
  public JobLag after(JobGraph graph, JobMetrics window) {
    Map<OperatorId, Double> known = new HashMap<>(rates);
    for (JobVertex source : graph.sources()) {
      OperatorMetrics measured = window.operators().get(source.id());
      if (measured != null && measured.arrivalRate() > 0) {
        known.put(source.id(), measured.arrivalRate());
      }
    }
    return new JobLag(known);
  }

  /** The seconds of lag at the end of a window; empty if they are not known. */
  public OptionalDouble seconds(JobGraph graph, JobMetrics window) {
    return graph.sources().stream()
        .map(source -> window.operators().get(source.id()))
        .filter(measured -> measured != null)
        .map(
            measured ->
                measured
                    .backlog()
                    .map(backlog -> seconds(measured.id(), backlog.records()))
                    .orElse(OptionalDouble.empty()))
        .reduce(OptionalDouble.of(0), JobLag::farther);
  }

  /** The seconds of lag at a look; empty if they are not known. */
  public OptionalDouble seconds(JobSnapshot look) {
    return look.graph().sources().stream()
        .map(source -> look.samples().get(source.id()))
        .filter(sample -> sample.state() != VertexState.FINISHED)
        .map(this::seconds)
        .reduce(OptionalDouble.of(0), JobLag::farther);
  }

  private OptionalDouble seconds(VertexSample source) {
    return source.pendingRecords().isPresent()
        ? seconds(source.id(), (double) source.pendingRecords().getAsLong())
        : OptionalDouble.empty();
  }

  private OptionalDouble seconds(OperatorId source, double waiting) {
    if (waiting == 0) {
      return OptionalDouble.of(0);
    }
    return rates.containsKey(source)
        ? OptionalDouble.of(waiting / rates.get(source))
        : OptionalDouble.empty();
  }

  private static OptionalDouble farther(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble()))
        : OptionalDouble.empty();
  }
}
