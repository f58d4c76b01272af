package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample.BusiestTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Asks how long the busiest subtask of a vertex was busy, which the sums over subtasks do not tell.
 * It costs one request, so it asks only where an uneven load could matter: where one subtask would
 * be busy for a fifth of the time if it did the work of all.
 */
final class BusiestSubtasks {
  private static final String QUERY =
      "?get=%s,%s,%s&agg=sum,max"
          .formatted(WantedMetrics.BACK_PRESSURED, WantedMetrics.BUSY, WantedMetrics.IDLE);
  private static final double LEAST_BUSY = 0.2;

  private final FlinkRest flink;
  private final Map<OperatorId, TaskTime> before = new HashMap<>();

  BusiestSubtasks(FlinkRest flink) {
    this.flink = flink;
  }

  /** Tells that the vertices that follow are those of another run. */
  void forget() {
    before.clear();
  }

  /**
   * The time of the busiest subtask of a vertex that runs; empty if it need not be known, or Flink
   * does not tell, as before 1.16.
   *
   * @param accumulated the times of all subtasks together, now
   */
  Optional<BusiestTime> read(SampleReader.Shown shown, TaskTime accumulated)
      throws FlinkUnavailableException {
    int subtasks = shown.vertex().parallelism();
    boolean matters = subtasks > 1 && busyOfAll(shown.id(), accumulated, subtasks) >= LEAST_BUSY;
    before.put(shown.id(), accumulated);
    if (!matters) {
      return Optional.empty();
    }
    String path = "/jobs/%s/vertices/%s/subtasks/metrics".formatted(shown.jobId(), shown.id());
    return flink
        .ask(path + QUERY)
        .match(answered -> told(answered, subtasks), refused -> Optional.empty());
  }

  /** Busy time of all subtasks together since the last look, in subtasks that do nothing else. */
  private double busyOfAll(OperatorId id, TaskTime now, int subtasks) {
    TaskTime earlier = before.getOrDefault(id, new TaskTime(0, 0, 0));
    double elapsed = now.total() - earlier.total();
    return elapsed > 0 ? subtasks * (now.busy() - earlier.busy()) / elapsed : subtasks;
  }

  private static Optional<BusiestTime> told(FlinkReply.Answered answered, int subtasks)
      throws FlinkUnavailableException {
    double total = 0;
    OptionalDouble busiest = OptionalDouble.empty();
    int told = 0;
    for (JsonFields metric : JsonFields.listOf(answered)) {
      OptionalDouble sum = metric.measured("sum");
      if (metric.node().path("id").asText("").equals(WantedMetrics.BUSY)) {
        busiest = metric.measured("max");
      }
      total += sum.orElse(0);
      told += sum.isPresent() ? 1 : 0;
    }
    return told == 3 && busiest.isPresent()
        ? Optional.of(new BusiestTime(busiest.getAsDouble(), total / subtasks))
        : Optional.empty();
  }
}
