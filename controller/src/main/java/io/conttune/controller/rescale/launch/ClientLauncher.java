package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.graphbuilder.GraphFiles;
import io.conttune.graphbuilder.GraphReply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Sends job graphs to a cluster. The id of the job stands in the graph, chosen by the caller, and
 * Flink refuses a second job of an id. So whoever does not know whether a graph has arrived looks
 * for the job, and sends it again: no claim is needed.
 *
 * <p>It never waits: the graph is built by a process of its own, which is looked at in each step.
 * Only this launcher sends anything, never that process.
 */
final class ClientLauncher {
  /** Jars are large. */
  private static final Duration SUBMISSION_DEADLINE = Duration.ofMinutes(2);

  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final GraphBuilds graphs;

  /** By the id of the job that they are for. */
  private final Map<String, GraphProcess> building = new ConcurrentHashMap<>();

  /** A launcher for the cluster that this client reaches. */
  ClientLauncher(FlinkRest rest, GraphBuilds graphs) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.graphs = graphs;
  }

  Submission submit(LaunchRequest request, Launch.Client launch) throws FlinkUnavailableException {
    String jobId = request.jobId();
    if (isKnown(jobId)) {
      leave(jobId);
      return new Submission.Accepted(jobId);
    }
    GraphProcess process = building.get(jobId);
    if (process == null) {
      return start(request, launch);
    }
    if (!process.isOver(launch.timeout())) {
      return new Submission.Pending();
    }
    if (process.hasMissedItsRequest()) {
      return start(request, launch);
    }
    GraphReply reply = process.reply();
    Optional<String> unfit = reply.failure().or(() -> unfit(reply, request));
    if (unfit.isPresent()) {
      leave(jobId);
      return new Submission.Refused("the job graph cannot be built: " + unfit.get());
    }
    return send(jobId, process.files(), reply);
  }

  private Submission start(LaunchRequest request, Launch.Client launch)
      throws FlinkUnavailableException {
    // What an earlier attempt has left.
    List.copyOf(building.keySet()).forEach(this::leave);
    try {
      building.put(request.jobId(), graphs.start(request, launch));
      return new Submission.Pending();
    } catch (SecretMissingException missing) {
      // As with a jar: the secret may come back, and the job is down until then.
      throw new FlinkUnavailableException(
          "the job graph was not built: a secret of it " + missing.getMessage(), missing);
    } catch (IOException e) {
      return new Submission.Refused("the job graph cannot be built: " + e.getMessage());
    }
  }

  /** A program may have become another one since the plan; Flink would take its graph. */
  private static Optional<String> unfit(GraphReply reply, LaunchRequest request) {
    Set<String> wanted =
        request.parallelism().keySet().stream().map(OperatorId::value).collect(Collectors.toSet());
    return reply.parallelism().keySet().equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "it has the job vertices %s, the job ran with %s"
                .formatted(reply.parallelism().keySet(), wanted));
  }

  private Submission send(String jobId, GraphFiles files, GraphReply reply)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    List<Path> sent = new ArrayList<>(List.of(files.launch()));
    // From 2.0 on the field has another name; this one stays valid beside it.
    body.put("jobGraphFileName", String.valueOf(files.launch().getFileName()));
    body.putArray("jobArtifactFileNames");
    for (String jar : reply.jars()) {
      body.withArray("jobJarFileNames").add(jar);
      sent.add(files.file(jar));
    }
    Submission submission =
        rest.submitJob(body, sent, SUBMISSION_DEADLINE)
            .match(
                answered -> new Submission.Accepted(jobId),
                refused -> refused(jobId, refused.reason()));
    leave(jobId);
    return submission;
  }

  private Submission refused(String jobId, String reason) throws FlinkUnavailableException {
    // A refusal of an id that was used before means that an earlier call has arrived.
    return isKnown(jobId) ? new Submission.Accepted(jobId) : new Submission.Refused(reason);
  }

  private boolean isKnown(String jobId) throws FlinkUnavailableException {
    return jobs.details(jobId).isPresent();
  }

  private void leave(String jobId) {
    Optional.ofNullable(building.remove(jobId)).ifPresent(GraphProcess::leave);
  }
}
