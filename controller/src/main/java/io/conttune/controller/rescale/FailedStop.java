package io.conttune.controller.rescale;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of a job when its stop-with-savepoint fails, as by a timeout: Flink then fails the
 * job.
 */
enum FailedStop {
  /** The job restarts by itself, or its checkpoints are kept although it has failed. */
  LEAVES_STATE,
  /** The job has ended, and Flink has deleted what checkpoints it had. */
  LEAVES_NOTHING;

  private static final String BY_CLUSTER = "Cluster level default restart strategy";
  private static final String NEVER = "Restart deactivated.";
  private static final Set<String> NONE = Set.of("none", "off", "disable");

  /** Under which a cluster's configuration has its restart strategy: by 1.19 and later, before. */
  private static final Set<String> KEYS = Set.of("restart-strategy.type", "restart-strategy");

  /**
   * Reads it of a running job.
   *
   * @throws FlinkUnavailableException if Flink does not answer
   */
  static FailedStop read(FlinkRest rest, String jobId, CheckpointFacts checkpoints)
      throws FlinkUnavailableException {
    return checkpoints.keptAfterFailure() || checkpoints.enabled() && restarts(rest, jobId)
        ? LEAVES_STATE
        : LEAVES_NOTHING;
  }

  /**
   * By its own strategy or by the cluster's; by Flink's, if none is set and there are checkpoints.
   */
  private static boolean restarts(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    String own =
        rest.get("/jobs/" + jobId + "/config")
            .path("execution-config")
            .path("restart-strategy")
            .asText();
    if (!own.equals(BY_CLUSTER)) {
      return !own.equals(NEVER);
    }
    Optional<String> ofCluster = Optional.empty();
    for (JsonNode entry : rest.get("/jobmanager/config")) {
      if (KEYS.contains(entry.path("key").asText())) {
        ofCluster = Optional.of(entry.path("value").asText());
      }
    }
    return ofCluster.filter(NONE::contains).isEmpty();
  }
}
