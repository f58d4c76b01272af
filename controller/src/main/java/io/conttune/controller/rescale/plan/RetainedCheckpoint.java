package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest checkpoint of a running job, from which another run may be started.
 *
 * @param path as the cluster names it
 * @param age since it was completed, or at least so much
 * @param survivesCancel whether Flink keeps it when the job is cancelled
 */
public record RetainedCheckpoint(String path, Duration age, boolean survivesCancel) {
  public RetainedCheckpoint {
    Require.text("path of a checkpoint", path);
    Objects.requireNonNull(age, "age");
  }

  /**
   * Asks Flink for it; empty if the job has completed none.
   *
   * @throws FlinkUnavailableException if Flink does not answer, or its answer is not understood
   */
  public static Optional<RetainedCheckpoint> read(FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    CheckpointFacts facts = CheckpointFacts.read(rest, jobId);
    return facts
        .newest()
        .map(
            path ->
                new RetainedCheckpoint(path, facts.age().orElse(Duration.ZERO), facts.retained()));
  }
}
