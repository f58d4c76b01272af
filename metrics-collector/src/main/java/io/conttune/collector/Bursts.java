package io.conttune.collector;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises vertices that read all the time but write in bursts, as a window operator does when it
 * fires. A metrics window that holds no whole period shows of such a vertex, and of all behind it,
 * either too little or too much. A few records between two firings change nothing about that. A
 * vertex that has written nothing over several windows does not count: what is behind it receives
 * nothing, or lives on other inputs.
 *
 * <p>A source that has nothing to read now and then is one of them, where its producers send in
 * batches. While it has nothing to read over several windows, its traffic has stopped instead. How
 * it reads afterwards tells whether batches come again.
 *
 * <p>It follows the polls of one job through all its runs: a redeployment does not change how a
 * vertex writes. Not safe for several threads.
 */
final class Bursts {
  private final Map<OperatorId, VertexOutput> outputs = new HashMap<>();

  /** Expects the polls of the next run, in which all counters begin anew. */
  void endRun() {
    outputs.values().forEach(VertexOutput::endRun);
  }

  /** Takes the next poll of the same run, whose counters are complete and have not gone back. */
  void see(JobSnapshot poll) {
    outputs.keySet().retainAll(poll.samples().keySet());
    for (VertexSample sample : poll.samples().values()) {
      if (isTold(sample) && !poll.graph().outputsOf(sample.id()).isEmpty()) {
        output(poll.graph(), sample.id()).see(sample, poll);
      }
    }
    poll.graph().vertices().forEach(consumer -> markWriters(poll, consumer));
  }

  /**
   * A vertex that has read although none of its producers has written in this run lives on what
   * they wrote in the run before.
   */
  private void markWriters(JobSnapshot poll, JobVertex consumer) {
    List<OperatorId> producers =
        poll.graph().inputsOf(consumer.id()).stream().map(JobEdge::from).toList();
    boolean allAreSilent =
        producers.stream().map(poll.samples()::get).allMatch(Bursts::hasWrittenNothing);
    if (allAreSilent && poll.samples().get(consumer.id()).recordsIn().orElse(0) > 0) {
      producers.forEach(producer -> output(poll.graph(), producer).hasWrittenBefore());
    }
  }

  private static boolean hasWrittenNothing(VertexSample producer) {
    return isTold(producer) && producer.recordsOut().getAsLong() == 0;
  }

  private static boolean isTold(VertexSample sample) {
    return sample.state() == VertexState.RUNNING
        && sample.recordsIn().isPresent()
        && sample.recordsOut().isPresent();
  }

  private VertexOutput output(JobGraph graph, OperatorId id) {
    return outputs.computeIfAbsent(id, first -> new VertexOutput(graph.isSource(first)));
  }

  /**
   * The vertices that write in bursts, whether a window of this length holds whole periods or not.
   */
  Set<OperatorId> writers(Duration window) {
    Set<OperatorId> result = new HashSet<>();
    outputs.forEach(
        (id, output) -> {
          if (output.writesInBursts(window)) {
            result.add(id);
          }
        });
    return result;
  }

  /** The vertices of whose bursts a window of this length does not hold two whole periods. */
  Set<OperatorId> notWholeIn(Duration window) {
    Set<OperatorId> result = new HashSet<>();
    outputs.forEach(
        (id, output) -> {
          if (!output.isWholeIn(window)) {
            result.add(id);
          }
        });
    return result;
  }

  /**
   * The polls between which two whole periods lie of every vertex whose periods a window of this
   * length does not hold: one before each of three bursts in a row of the slowest of them. Empty if
   * there is none, or not enough was seen of this run.
   */
  Optional<List<JobSnapshot>> wholePeriods(Duration window) {
    List<VertexOutput> cut = notWholeIn(window).stream().map(outputs::get).toList();
    return cut.stream()
        .flatMap(output -> output.wholePeriods(window).stream())
        .max(Comparator.comparing(Bursts::length))
        .filter(
            polls ->
                cut.stream()
                    .allMatch(
                        o -> o.isWholeIn(length(polls)) || o.wholePeriods(window).isPresent()));
  }

  private static Duration length(List<JobSnapshot> polls) {
    return Duration.between(polls.get(0).takenAt(), polls.get(polls.size() - 1).takenAt());
  }
}
