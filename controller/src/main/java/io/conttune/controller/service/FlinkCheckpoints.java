package io.conttune.controller.service;

import io.conttune.collector.FlinkClients;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.api.Checkpoints;
import io.conttune.controller.api.HandoverRoute;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.rescale.rest.NewestRunState;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Optional;

/** Asks the cluster of a job for the newest state of a run, as its control loop would. */
public final class FlinkCheckpoints implements Checkpoints {
  /** Somebody waits for the answer, and others behind them. */
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final FlinkClients clients = new FlinkClients();

  @Override
  public Optional<HandoverDocument.State> newest(JobConfig job, String jobId)
      throws FlinkUnavailableException {
    Duration own = job.metrics().deadline();
    FlinkRest rest =
        clients.client(job.flink().access(), own.compareTo(DEADLINE) < 0 ? own : DEADLINE);
    return NewestRunState.read(rest, jobId)
        .map(found -> HandoverRoute.state(found.state(), found.age(), found.survivesCancel()));
  }
}
