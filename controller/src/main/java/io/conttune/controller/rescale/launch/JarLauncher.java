package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs jars of a session cluster over its REST API. Job ids are chosen by the caller, which every
 * Flink from 1.12 on honours; the id of a run that Flink gave another one is remembered for the
 * life of this object.
 */
final class JarLauncher {
  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final ClusterJars jars;
  private final SecretLookup secrets;

  /** Of each job id that was to be launched in the life of this object, the job's id at Flink. */
  private final Map<String, String> launched = new ConcurrentHashMap<>();

  /**
   * A launcher for the cluster that this client reaches.
   *
   * @param copies of jars, for a cluster that has lost one
   * @param secrets for the arguments and the configuration of a run
   */
  JarLauncher(FlinkRest rest, JarStore copies, SecretLookup secrets) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.secrets = secrets;
    this.jars = new ClusterJars(rest, copies);
  }

  Submission submit(LaunchRequest request, Launch.Jar launch) throws FlinkUnavailableException {
    String jobId = request.jobId();
    // A first call may still be building the job though it got no answer. A second call would build
    // it too.
    if (launched.putIfAbsent(jobId, jobId) != null && isKnown(jobId)) {
      return new Submission.Accepted(atFlink(jobId));
    }
    SecretFilling filling = new SecretFilling(secrets);
    ObjectNode body = body(request, launch, filling);
    return run("/jars/" + jars.idOf(launch) + "/run", body, filling)
        .match(
            answered -> accepted(jobId, answered.text("jobid")),
            refused -> refused(jobId, launch, filling.hide(refused.reason())));
  }

  private Submission accepted(String jobId, String given) {
    // Flink may give the run another id. If it were forgotten, the next call would start a second
    // copy.
    launched.put(jobId, given);
    return new Submission.Accepted(given);
  }

  private Submission refused(String jobId, Launch.Jar launch, String reason)
      throws FlinkUnavailableException {
    // A refusal of an id that was used before means that an earlier call has arrived.
    if (isKnown(jobId)) {
      return new Submission.Accepted(atFlink(jobId));
    }
    // Not sent again at once: the upload may have outlived the right to launch.
    return jars.restored(launch) ? new Submission.Pending() : new Submission.Refused(reason);
  }

  /** Sends the request. An error may repeat what was sent, so its secrets are hidden. */
  private FlinkReply run(String path, ObjectNode body, SecretFilling filling)
      throws FlinkUnavailableException {
    try {
      return rest.send("POST", path, Optional.of(body));
    } catch (FlinkUnavailableException failure) {
      throw filling.hide(failure);
    }
  }

  /** The request with all secrets, which no journal and no log has. */
  private static ObjectNode body(LaunchRequest request, Launch.Jar launch, SecretFilling filling)
      throws FlinkUnavailableException {
    try {
      return JarRequest.body(launch, filling)
          .put("jobId", request.jobId())
          .put("savepointPath", request.state().path())
          .put("allowNonRestoredState", launch.unclaimedState() == Launch.UnclaimedState.DROP);
    } catch (SecretMissingException missing) {
      throw new FlinkUnavailableException(
          "the run was not asked for: a secret of it " + missing.getMessage(), missing);
    }
  }

  private boolean isKnown(String jobId) throws FlinkUnavailableException {
    return jobs.details(atFlink(jobId)).isPresent();
  }

  private String atFlink(String jobId) {
    return launched.getOrDefault(jobId, jobId);
  }
}
