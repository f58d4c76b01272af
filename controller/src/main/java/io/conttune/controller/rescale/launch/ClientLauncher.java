package io.conttune.controller.rescale.launch;

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
  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final GraphBuilds graphs;
  private final GraphSubmission submission;

  /** By the id of the job that they are for. */
  private final Map<String, Build> building = new ConcurrentHashMap<>();

  /** A process, and the request that it builds the graph of. */
  private record Build(LaunchRequest request, GraphProcess process) {
    /** An attempt keeps its id, and may get a newer state while its graph is built. */
    boolean isFor(LaunchRequest other) {
      return request.state().equals(other.state())
          && request.launch().equals(other.launch())
          && request.parallelism().equals(other.parallelism());
    }
  }

  /** A launcher for the cluster that this client reaches. */
  ClientLauncher(FlinkRest rest, GraphBuilds graphs) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.graphs = graphs;
    this.submission = new GraphSubmission(rest);
  }

  Submission submit(LaunchRequest request, Launch.Client launch) throws FlinkUnavailableException {
    String jobId = request.jobId();
    if (isKnown(jobId)) {
      leave(jobId);
      return new Submission.Accepted(jobId);
    }
    Build build = building.get(jobId);
    if (build == null || !build.isFor(request)) {
      return start(request, launch);
    }
    GraphProcess process = build.process();
    if (!process.isOver(launch.timeout())) {
      return new Submission.Pending();
    }
    if (process.hasMissedItsRequest()) {
      return start(request, launch);
    }
    GraphReply reply = process.reply();
    Optional<String> unfit = unfit(reply, request);
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
      building.put(request.jobId(), new Build(request, graphs.start(request, launch)));
      return new Submission.Pending();
    } catch (SecretMissingException missing) {
      // As with a jar: the secret may come back, and the job is down until then.
      throw new FlinkUnavailableException(
          "the job graph was not built: a secret of it " + missing.getMessage(), missing);
    } catch (IOException e) {
      return new Submission.Refused("the job graph cannot be built: " + e.getMessage());
    }
  }

  /** Program and libraries may have become others since the plan; Flink would take their graph. */
  private Optional<String> unfit(GraphReply reply, LaunchRequest request)
      throws FlinkUnavailableException {
    if (reply.failure().isPresent()) {
      return reply.failure();
    }
    String version = rest.fetch("/config").text(JarLaunches.VERSION);
    Optional<String> other = FlinkLibraries.ofAnother(reply.flinkVersion(), version);
    return other.isPresent() ? other : otherVertices(reply, request);
  }

  private static Optional<String> otherVertices(GraphReply reply, LaunchRequest request) {
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
    Submission answer =
        submission
            .send(files, reply)
            .match(
                answered -> new Submission.Accepted(jobId),
                refused -> refused(jobId, refused.reason()));
    leave(jobId);
    return answer;
  }

  private Submission refused(String jobId, String reason) throws FlinkUnavailableException {
    // A refusal of an id that was used before means that an earlier call has arrived.
    return isKnown(jobId) ? new Submission.Accepted(jobId) : new Submission.Refused(reason);
  }

  private boolean isKnown(String jobId) throws FlinkUnavailableException {
    return jobs.details(jobId).isPresent();
  }

  private void leave(String jobId) {
    Optional.ofNullable(building.remove(jobId)).map(Build::process).ifPresent(GraphProcess::leave);
  }
}
