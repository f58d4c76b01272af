package io.conttune.patched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A cluster of Flink 1.12.7, patched or as published, with the jobs for it. */
public final class PatchedFlink implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** Small, so that a queue of records means little work; it shows overload within seconds. */
  private static final Map<String, String> SMALL_BUFFERS =
      Map.of(
          "taskmanager.memory.segment-size", "4kb",
          "taskmanager.network.memory.buffers-per-channel", "2",
          "taskmanager.network.memory.floating-buffers-per-gate", "2");

  private final FlinkProcesses flink;
  private final FlinkRest rest;
  private final String jarId;

  private PatchedFlink(FlinkProcesses flink, FlinkRest rest, String jarId) {
    this.flink = flink;
    this.rest = rest;
    this.jarId = jarId;
  }

  /** With the patched classes first on the class path. */
  public static PatchedFlink start(Path directory, int slots)
      throws IOException, InterruptedException, FlinkUnavailableException {
    return start(patched(), directory, slots, SMALL_BUFFERS);
  }

  static FlinkRelease patched() {
    return release().withFirst(built("flink-1.12.7/target/useful-time-flink-1.12.7.jar"));
  }

  static FlinkRelease release() {
    return FlinkRelease.of("1.12");
  }

  static PatchedFlink start(
      FlinkRelease release, Path directory, int slots, Map<String, String> settings)
      throws IOException, InterruptedException, FlinkUnavailableException {
    FlinkProcesses flink = FlinkProcesses.start(release, directory, settings, 1, slots);
    try {
      FlinkRest rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
      return new PatchedFlink(flink, rest, rest.upload(built("jobs/target/useful-time-jobs.jar")));
    } catch (FlinkUnavailableException | AssertionError e) {
      flink.close();
      throw e;
    }
  }

  /** What the build of the patch has left. */
  static Path built(String file) {
    Path path = Path.of(System.getProperty("patch.directory", "patch")).resolve(file);
    assertThat(path).as("built with -Ppatched-flink").exists();
    return path;
  }

  FlinkRest rest() {
    return rest;
  }

  public URI address() {
    return flink.restAddress();
  }

  public String jarId() {
    return jarId;
  }

  public String savepointDirectory() {
    return flink.savepointDirectory().toUri().toString();
  }

  /** Runs one of the jobs, awaits all its tasks, and returns its id. */
  public String run(List<String> arguments) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.withArray("programArgsList")::add);
    FlinkRest.Reply reply = rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body));
    assertThat(reply.isSuccess()).as(reply.describe()).isTrue();
    String jobId = reply.body().path("jobid").asText();
    await().atMost(DEADLINE).until(() -> allTasksRun(jobId));
    return jobId;
  }

  private boolean allTasksRun(String jobId) throws FlinkUnavailableException {
    List<JsonNode> vertices = new ArrayList<>();
    rest.get("/jobs/" + jobId).path("vertices").forEach(vertices::add);
    return !vertices.isEmpty()
        && vertices.stream()
            .allMatch(
                vertex ->
                    vertex.path("tasks").path("RUNNING").equals(vertex.path("parallelism"))
                        || vertex.path("status").asText().equals("FINISHED"));
  }

  /** The details of the job once it has this state. */
  public JsonNode awaitState(String jobId, String state, Duration deadline) {
    return await()
        .atMost(deadline)
        .until(() -> rest.get("/jobs/" + jobId), job -> job.path("state").asText().equals(state));
  }

  /** Returns when no job is left that has not ended. */
  public void awaitAllEnded(Duration deadline) {
    await()
        .atMost(deadline)
        .until(
            () -> {
              JsonNode overview = rest.get("/overview");
              return overview.path("jobs-running").asInt() == 0;
            });
  }

  void cancel(String jobId) throws FlinkUnavailableException {
    rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    awaitState(jobId, "CANCELED", DEADLINE);
  }

  /** Of the only task manager; Flink reports it with half a second's delay. */
  double taskManagerCpuMillis() throws FlinkUnavailableException, InterruptedException {
    String id = rest.get("/taskmanagers").path("taskmanagers").path(0).path("id").asText();
    String path = "/taskmanagers/" + id + "/metrics?get=Status.JVM.CPU.Time";
    rest.get(path);
    TimeUnit.SECONDS.sleep(2);
    return rest.get(path).path(0).path("value").asDouble() / 1e6;
  }

  @Override
  public void close() {
    flink.close();
  }
}
