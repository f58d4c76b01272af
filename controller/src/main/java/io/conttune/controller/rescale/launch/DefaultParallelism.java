package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.util.OptionalInt;

/**
 * The parallelism of all operators to which a program gives none, as a run of it was started with:
 * by {@code flink run -p}, by the program itself, or by the cluster.
 */
final class DefaultParallelism {
  private DefaultParallelism() {}

  /** That of this run; empty if Flink does not tell it. */
  static OptionalInt of(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    int told =
        rest.get("/jobs/" + jobId + "/config")
            .path("execution-config")
            .path("job-parallelism")
            .asInt();
    return told >= 1 ? OptionalInt.of(told) : OptionalInt.empty();
  }
}
