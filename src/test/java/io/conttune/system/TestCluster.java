package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Flink with the jar of the word count on it, and what a user would do there. */
final class TestCluster implements AutoCloseable {
  /** Of whatever must happen: far more than it takes, for machines that are busy otherwise. */
  static final Duration DEADLINE = Duration.ofSeconds(90);

  private final EmbeddedFlink flink;
  private final FlinkRest rest;
  private final String jarId;

  private TestCluster(EmbeddedFlink flink, FlinkRest rest, String jarId) {
    this.flink = flink;
    this.rest = rest;
    this.jarId = jarId;
  }

  static TestCluster start(Path directory) throws IOException, FlinkUnavailableException {
    return start(directory, 0);
  }

  static TestCluster start(Path directory, int port) throws IOException, FlinkUnavailableException {
    return start(directory, port, Map.of());
  }

  /** With the adaptive scheduler, which waits for little. */
  static TestCluster startAdaptive(Path directory) throws IOException, FlinkUnavailableException {
    return start(
        directory,
        0,
        Map.of(
            "jobmanager.scheduler",
            "adaptive",
            "jobmanager.adaptive-scheduler.scaling-interval.min",
            "1 s"));
  }

  static TestCluster start(Path directory, int port, Map<String, String> settings)
      throws IOException, FlinkUnavailableException {
    EmbeddedFlink flink = EmbeddedFlink.start(directory, port, settings);
    FlinkRest rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
    return new TestCluster(flink, rest, rest.upload(JobJar.writeTo(directory)));
  }

  FlinkRest rest() {
    return rest;
  }

  URI address() {
    return flink.restAddress();
  }

  String savepointDirectory() {
    return flink.savepointDirectory().toUri().toString();
  }

  String jarId() {
    return jarId;
  }

  /** Runs the word count, awaits all its subtasks, and returns its id. */
  String run(List<String> arguments) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.withArray("programArgsList")::add);
    Reply reply = rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body));
    assertThat(reply.isSuccess()).as(reply.describe()).isTrue();
    String jobId = reply.body().path("jobid").asText();
    await().atMost(DEADLINE).until(() -> allSubtasksRun(jobId));
    return jobId;
  }

  /** Waits until a job has completed a checkpoint, before which it is left alone. */
  void awaitCheckpoint(String jobId) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                rest.get("/jobs/" + jobId + "/checkpoints")
                    .path("latest")
                    .path("completed")
                    .has("external_path"));
  }

  private boolean allSubtasksRun(String jobId) throws FlinkUnavailableException {
    JsonNode vertices = rest.get("/jobs/" + jobId).path("vertices");
    boolean all = !vertices.isEmpty();
    for (JsonNode vertex : vertices) {
      all &= vertex.path("tasks").path("RUNNING").equals(vertex.path("parallelism"));
    }
    return all;
  }

  /** The ids of all jobs of this name that have not ended. */
  List<String> liveJobs(String name) throws FlinkUnavailableException {
    List<String> live = new ArrayList<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      boolean ended = job.path("end-time").asLong() > 0;
      if (job.path("name").asText().equals(name) && !ended) {
        live.add(job.path("jid").asText());
      }
    }
    return live;
  }

  /** Of one operator: source, splitter or count. */
  int parallelism(String jobId, String operator) throws FlinkUnavailableException {
    return vertex(jobId, operator).path("parallelism").asInt();
  }

  String vertexId(String jobId, String operator) throws FlinkUnavailableException {
    return vertex(jobId, operator).path("id").asText();
  }

  private JsonNode vertex(String jobId, String operator) throws FlinkUnavailableException {
    for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        return vertex;
      }
    }
    throw new AssertionError("job " + jobId + " has no vertex " + operator);
  }

  /** The state that a run was started from. */
  String restoredFrom(String jobId) throws FlinkUnavailableException {
    JsonNode restored = rest.get("/jobs/" + jobId + "/checkpoints").path("latest").path("restored");
    return restored.path("external_path").asText();
  }

  String state(String jobId) throws FlinkUnavailableException {
    return rest.get("/jobs/" + jobId).path("state").asText();
  }

  void awaitState(String jobId, String state) {
    await().atMost(DEADLINE).until(() -> state(jobId), state::equals);
  }

  void cancel(String jobId) throws FlinkUnavailableException {
    rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    awaitState(jobId, "CANCELED");
  }

  @Override
  public void close() throws IOException {
    flink.close();
  }
}
