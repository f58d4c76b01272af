package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The number of subtasks of each vertex that never wait for input, and so have a queue in front of
 * them. The mean over a vertex does not tell: where keys are uneven, one subtask is saturated,
 * holds up the producers of all, and the others wait.
 *
 * @param numbers by vertex
 */
record SaturatedSubtasks(Map<OperatorId, Integer> numbers) {
  /**
   * Share of time without waiting for input from which on a vertex has a queue. Below it two
   * counters differ by the moments at which they were read, not by records in flight.
   */
  private static final double QUEUES_FROM = 0.9;

  /**
   * The same of a single subtask: what a saturated one is not working is an error of measurement.
   */
  private static final double SATURATED_FROM = 0.98;

  SaturatedSubtasks {
    numbers = Map.copyOf(numbers);
  }

  /**
   * Asks Flink, for those vertices of which at least one subtask may be saturated. Where it does
   * not tell, as before 1.13, a vertex is taken for even.
   *
   * @throws FlinkUnavailableException if Flink cannot be reached
   */
  static SaturatedSubtasks read(FlinkRest rest, JobSnapshot job, JobMetrics metrics)
      throws FlinkUnavailableException {
    Map<OperatorId, Integer> numbers = new HashMap<>();
    for (JobVertex vertex : job.graph().vertices()) {
      OperatorMetrics of = metrics.operators().get(vertex.id());
      // A vertex that has finished, of which there are no metrics, has no queue.
      if (of == null || job.graph().isSource(vertex.id())) {
        continue;
      }
      double working = of.time().busy() + of.time().backPressured();
      if (working * vertex.parallelism() >= QUEUES_FROM) {
        boolean queues = working >= QUEUES_FROM;
        int number =
            told(rest, job.jobId(), vertex.id())
                .map(told -> queues ? Math.max(1, told) : told)
                .orElse(queues ? vertex.parallelism() : 0);
        numbers.put(vertex.id(), number);
      }
    }
    return new SaturatedSubtasks(numbers);
  }

  private static Optional<Integer> told(FlinkRest rest, String jobId, OperatorId vertex)
      throws FlinkUnavailableException {
    String path = "/jobs/%s/vertices/%s/backpressure".formatted(jobId, vertex.value());
    return rest.ask(path)
        .match(answered -> told(answered.body().path("subtasks")), refused -> Optional.empty());
  }

  private static Optional<Integer> told(JsonNode subtasks) {
    if (subtasks.isEmpty()) {
      return Optional.empty();
    }
    int saturated = 0;
    for (JsonNode subtask : subtasks) {
      if (!subtask.path("busyRatio").isNumber()) {
        return Optional.empty();
      }
      double working = subtask.path("busyRatio").asDouble() + subtask.path("ratio").asDouble();
      saturated += working >= SATURATED_FROM ? 1 : 0;
    }
    return Optional.of(saturated);
  }

  int of(OperatorId vertex) {
    return numbers.getOrDefault(vertex, 0);
  }
}
