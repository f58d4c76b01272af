package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.graphbuilder.GraphFiles;
import io.conttune.graphbuilder.GraphReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a job graph and its jars to a cluster, as Flink's own client does. */
final class GraphSubmission {
  /** Jars are large. */
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** What Flink answers to a request that names no graph. */
  private static final int BAD_REQUEST = 400;

  private final FlinkRest rest;

  GraphSubmission(FlinkRest rest) {
    this.rest = rest;
  }

  /**
   * Submits a job.
   *
   * @param reply names the jars of the graph
   * @throws FlinkUnavailableException if it is not known whether the job was submitted
   */
  FlinkReply send(GraphFiles files, GraphReply reply) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    // From 2.0 on the field has another name; this one stays valid beside it.
    body.put("jobGraphFileName", String.valueOf(files.launch().getFileName()));
    body.putArray("jobArtifactFileNames");
    reply.jars().forEach(body.withArray("jobJarFileNames")::add);
    return rest.submitJob(body, sent(files.launch(), files, reply), DEADLINE);
  }

  /**
   * Sends as much as a launch will, in a request that starts nothing: a proxy that lets no such
   * request through is found before the job is stopped.
   *
   * @return why the cluster would not take the graph; empty if Flink itself has read the request
   */
  Optional<String> obstacle(GraphFiles files, GraphReply reply) {
    try {
      return rest.submitJob(
              JsonNodeFactory.instance.objectNode(), sent(files.graph(), files, reply), DEADLINE)
          .match(
              answered -> Optional.of(answered.origin() + " was answered without a graph"),
              refused ->
                  refused.status() == BAD_REQUEST
                      ? Optional.empty()
                      : Optional.of(refused.origin() + ": " + refused.reason()));
    } catch (FlinkUnavailableException notTaken) {
      return Optional.of(notTaken.getMessage());
    }
  }

  private static List<Path> sent(Path graph, GraphFiles files, GraphReply reply) {
    List<Path> sent = new ArrayList<>(List.of(graph));
    reply.jars().forEach(jar -> sent.add(files.file(jar)));
    return sent;
  }
}
