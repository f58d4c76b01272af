package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The settings that a run of a job was started with.
 *
 * @param parallelism of all operators to which the program gives none: by {@code flink run -p}, by
 *     the program itself, or by the cluster; empty if Flink does not tell it
 * @param restartStrategy in the words of Flink; blank if Flink does not tell it
 */
public record ExecutionConfig(OptionalInt parallelism, String restartStrategy) {
  public ExecutionConfig {
    Objects.requireNonNull(parallelism, "parallelism");
    Objects.requireNonNull(restartStrategy, "restartStrategy");
  }

  /**
   * That of this run.
   *
   * @throws FlinkUnavailableException if Flink does not answer
   */
  public static ExecutionConfig read(FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    JsonNode config = rest.get("/jobs/" + jobId + "/config").path("execution-config");
    int told = config.path("job-parallelism").asInt();
    return new ExecutionConfig(
        told >= 1 ? OptionalInt.of(told) : OptionalInt.empty(),
        config.path("restart-strategy").asText());
  }
}
