package io.conttune.controller.service.status;

import io.conttune.core.Require;
import io.conttune.core.time.Stopwatch;
import java.util.List;
import java.util.Objects;

/**
 * The run of a job as it was seen last.
 *
 * @param jobId Flink's id of the run
 * @param seen measures the time since it was seen
 * @param operators its operators, sources first
 * @param slots that it holds and would hold
 */
public record RunStatus(
    String jobId, Stopwatch seen, List<OperatorStatus> operators, SlotUse slots) {
  public RunStatus {
    Require.text("job id", jobId);
    Objects.requireNonNull(seen, "seen");
    operators = List.copyOf(operators);
    Objects.requireNonNull(slots, "slots");
  }
}
