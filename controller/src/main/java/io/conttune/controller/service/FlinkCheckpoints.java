package io.conttune.controller.service;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.api.Checkpoints;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.rescale.plan.RetainedCheckpoint;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rates.Seconds;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the cluster of a job for its newest checkpoint, as its control loop would. */
public final class FlinkCheckpoints implements Checkpoints {
  @Override
  public Optional<HandoverDocument.State> newest(JobConfig job, String jobId)
      throws FlinkUnavailableException {
    FlinkRest rest = new FlinkRest(job.flink().access(), job.metrics().deadline());
    return RetainedCheckpoint.read(rest, jobId)
        .map(
            found ->
                new HandoverDocument.State(
                    "checkpoint",
                    found.path(),
                    OptionalDouble.of(Seconds.of(found.age())),
                    found.survivesCancel()));
  }
}
