package io.conttune.controller.rescale.rest;

import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launcher;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import io.conttune.core.time.SteadyClock;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/** Stops, cancels and changes the jobs of a session cluster over its REST API. */
public final class RestRedeployer implements Redeployer {
  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final RestResourceRequirements requirements;
  private final StopRequests stops;
  private final Launcher launcher;

  /**
   * The cluster that this client reaches.
   *
   * @param launcher starts its jobs
   * @param format in which savepoints are written
   */
  public RestRedeployer(
      FlinkRest rest, Launcher launcher, SavepointFormat format, SteadyClock clock) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.requirements = new RestResourceRequirements(rest);
    this.stops = new StopRequests(rest, format, clock);
    this.launcher = launcher;
  }

  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    return stops.stop(jobId, triggerId, savepointDirectory);
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    return launcher.submit(request);
  }

  @Override
  public void cancel(String jobId) throws FlinkUnavailableException {
    Optional<FlinkReply.Refused> refusal =
        rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty())
            .match(answered -> Optional.empty(), Optional::of);
    if (refusal.isPresent() && !hasNothingToCancel(refusal.get(), jobId)) {
      throw refusal.get().unavailable();
    }
  }

  /** Whether a refusal to cancel means that the job has ended or is gone. */
  private boolean hasNothingToCancel(FlinkReply.Refused refusal, String jobId)
      throws FlinkUnavailableException {
    return refusal.status() == HttpURLConnection.HTTP_CONFLICT || jobs.isGone(refusal, jobId);
  }

  @Override
  public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException {
    return requirements.change(jobId, ranges);
  }
}
