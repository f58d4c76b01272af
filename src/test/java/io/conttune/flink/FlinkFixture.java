package io.conttune.flink;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A real Flink with one jar on it, and what a user does there over REST. Whatever is awaited has a
 * name of its own here, so that a test says what it needs: {@link #awaitAllSubtasksRun}, {@link
 * #awaitCheckpoint}, {@link #awaitState}, {@link #awaitNoneRuns}.
 */
public final class FlinkFixture implements AutoCloseable {
  /** Of whatever must happen: far more than it takes, for machines that are busy otherwise. */
  public static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  private final URI address;
  private final Path savepoints;
  private final FlinkRest rest;
  private final String jarId;
  private final Closeable cluster;

  private FlinkFixture(
      URI address, Path savepoints, FlinkRest rest, String jarId, Closeable cluster) {
    this.address = address;
    this.savepoints = savepoints;
    this.rest = rest;
    this.jarId = jarId;
    this.cluster = cluster;
  }

  /**
   * Uploads a jar to a cluster that is up. If that fails, the cluster is closed.
   *
   * @param savepoints where the cluster keeps savepoints
   * @param cluster closed with the fixture
   */
  public static FlinkFixture withJar(URI address, Path savepoints, Path jar, Closeable cluster)
      throws IOException, FlinkUnavailableException {
    FlinkRest rest = new FlinkRest(List.of(address), Duration.ofSeconds(30));
    try {
      return new FlinkFixture(address, savepoints, rest, rest.upload(jar), cluster);
    } catch (FlinkUnavailableException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public FlinkRest rest() {
    return rest;
  }

  public URI address() {
    return address;
  }

  /** The id of the jar on the cluster. */
  public String jarId() {
    return jarId;
  }

  /** As a URI, as it is written in a job file. */
  public String savepointDirectory() {
    return savepoints.toUri().toString();
  }

  /** Runs the jar with these arguments, awaits all its subtasks, and returns the job's id. */
  public String run(List<String> arguments) throws FlinkUnavailableException {
    return run(arguments, Optional.empty());
  }

  /** The same, from this savepoint or checkpoint. */
  public String run(List<String> arguments, Optional<String> state)
      throws FlinkUnavailableException {
    String jobId = submit(arguments, state);
    awaitAllSubtasksRun(jobId);
    return jobId;
  }

  /** Runs the jar with these arguments at this default parallelism, as {@code flink run -p}. */
  public String runAt(int parallelism, List<String> arguments) throws FlinkUnavailableException {
    String jobId = submit(arguments, body -> body.put("parallelism", parallelism));
    awaitAllSubtasksRun(jobId);
    return jobId;
  }

  /** Runs the jar with these arguments, and returns the job's id, whatever becomes of the job. */
  public String submit(List<String> arguments) throws FlinkUnavailableException {
    return submit(arguments, body -> {});
  }

  private String submit(List<String> arguments, Optional<String> state)
      throws FlinkUnavailableException {
    return submit(arguments, body -> state.ifPresent(path -> body.put("savepointPath", path)));
  }

  private String submit(List<String> arguments, Consumer<ObjectNode> more)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.withArray("programArgsList")::add);
    more.accept(body);
    return rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body)).orThrow().text("jobid");
  }

  /** Returns when every subtask of the job runs, or has come to its end. */
  public void awaitAllSubtasksRun(String jobId) {
    await("all subtasks of " + jobId)
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(() -> allSubtasksRun(jobId));
  }

  private boolean allSubtasksRun(String jobId) throws FlinkUnavailableException {
    JsonNode vertices = rest.get("/jobs/" + jobId).path("vertices");
    boolean all = !vertices.isEmpty();
    for (JsonNode vertex : vertices) {
      all &=
          vertex.path("tasks").path("RUNNING").equals(vertex.path("parallelism"))
              || vertex.path("status").asText().equals("FINISHED");
    }
    return all;
  }

  /** Returns when the job has completed a checkpoint, before which it is left alone. */
  public void awaitCheckpoint(String jobId) {
    await("a checkpoint of " + jobId)
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(
            () ->
                rest.get("/jobs/" + jobId + "/checkpoints")
                    .path("latest")
                    .path("completed")
                    .has("external_path"));
  }

  public void awaitState(String jobId, String state) {
    awaitState(jobId, state, DEADLINE);
  }

  /** Returns the job's details once it has this state. */
  public JsonNode awaitState(String jobId, String state, Duration deadline) {
    return await("%s of %s".formatted(state, jobId))
        .atMost(deadline)
        .until(() -> rest.get("/jobs/" + jobId), job -> job.path("state").asText().equals(state));
  }

  /** Returns when no job of the cluster is left that has not ended. */
  public void awaitNoneRuns(Duration deadline) {
    await("an idle cluster")
        .atMost(deadline)
        .until(() -> rest.get("/overview").path("jobs-running").asInt() == 0);
  }

  public String state(String jobId) throws FlinkUnavailableException {
    return rest.get("/jobs/" + jobId).path("state").asText();
  }

  /** The state of every run of this name, by job id. */
  public Map<String, String> runs(String name) throws FlinkUnavailableException {
    Map<String, String> runs = new TreeMap<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)) {
        runs.put(job.path("jid").asText(), job.path("state").asText());
      }
    }
    return runs;
  }

  /** The ids of all runs of this name that have not ended. */
  public List<String> liveJobs(String name) throws FlinkUnavailableException {
    return runs(name).entrySet().stream()
        .filter(run -> !ENDED.contains(run.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Of the first job vertex whose name has this in it. */
  public int parallelism(String jobId, String operator) throws FlinkUnavailableException {
    return vertex(jobId, operator).path("parallelism").asInt();
  }

  /** Of the first job vertex whose name has this in it. */
  public String vertexId(String jobId, String operator) throws FlinkUnavailableException {
    return vertex(jobId, operator).path("id").asText();
  }

  /** The first job vertex whose name has this in it, as {@code /jobs/:id} shows it. */
  public JsonNode vertex(String jobId, String operator) throws FlinkUnavailableException {
    for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        return vertex;
      }
    }
    throw new AssertionError("job " + jobId + " has no vertex " + operator);
  }

  /** The state that a run was started from. */
  public String restoredFrom(String jobId) throws FlinkUnavailableException {
    JsonNode restored = rest.get("/jobs/" + jobId + "/checkpoints").path("latest").path("restored");
    return restored.path("external_path").asText();
  }

  /** Cancels a job and returns when it is cancelled. */
  public void cancel(String jobId) throws FlinkUnavailableException {
    rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    awaitState(jobId, "CANCELED");
  }

  /** Cancels every run of this name and returns when none is left. */
  public void cancelAll(String name) throws FlinkUnavailableException {
    for (String jobId : liveJobs(name)) {
      rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    }
    await(name + " gone").atMost(DEADLINE).until(() -> liveJobs(name).isEmpty());
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
