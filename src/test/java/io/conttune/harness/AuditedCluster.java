package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster of processes with the audited job's jar on it, and what a user would do there. */
public final class AuditedCluster implements AutoCloseable {
  /** Of whatever must happen: far more than it takes, for machines that are busy otherwise. */
  static final Duration DEADLINE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(100);

  /** A job that restarts by itself, and whose checkpoints are there after a cancel. */
  private static final Map<String, String> RECOVERY =
      Map.of(
          "execution.checkpointing.interval", "1 s",
          "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION",
          "execution.checkpointing.tolerable-failed-checkpoints", "10",
          "execution.checkpointing.unaligned.enabled", "true",
          "restart-strategy.type", "fixed-delay",
          "restart-strategy.fixed-delay.attempts", "1000",
          "restart-strategy.fixed-delay.delay", "500 ms");

  private final FlinkProcesses flink;
  private final FlinkRest rest;
  private final String jarId;

  private AuditedCluster(FlinkProcesses flink, FlinkRest rest, String jarId) {
    this.flink = flink;
    this.rest = rest;
    this.jarId = jarId;
  }

  static AuditedCluster start(
      FlinkRelease release,
      Path directory,
      Map<String, String> settings,
      int taskManagers,
      int slots)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>(RECOVERY);
    all.putAll(settings);
    FlinkProcesses flink = FlinkProcesses.start(release, directory, all, taskManagers, slots);
    try {
      FlinkRest rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
      return new AuditedCluster(flink, rest, rest.upload(AuditedJar.writeTo(directory)));
    } catch (IOException | FlinkUnavailableException e) {
      flink.close();
      throw e;
    }
  }

  FlinkProcesses flink() {
    return flink;
  }

  FlinkRest rest() {
    return rest;
  }

  /** Runs the job at this parallelism of its count, awaits all its subtasks, returns its id. */
  String run(AuditedRun job, int count) throws FlinkUnavailableException {
    return run(job, count, Optional.empty());
  }

  /** The same, from this state. */
  String run(AuditedRun job, int count, Optional<String> state) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    job.arguments(count).forEach(body.withArray("programArgsList")::add);
    state.ifPresent(path -> body.put("savepointPath", path));
    Reply reply = rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body));
    assertThat(reply.isSuccess()).as(reply.describe()).isTrue();
    String jobId = reply.body().path("jobid").asText();
    await("all subtasks of " + job.name())
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(() -> allSubtasksRun(jobId));
    return jobId;
  }

  private boolean allSubtasksRun(String jobId) throws FlinkUnavailableException {
    JsonNode vertices = rest.get("/jobs/" + jobId).path("vertices");
    boolean all = !vertices.isEmpty();
    for (JsonNode vertex : vertices) {
      all &= vertex.path("tasks").path("RUNNING").equals(vertex.path("parallelism"));
    }
    return all;
  }

  /** Waits until the job has completed a checkpoint. */
  void awaitCheckpoint(String jobId) {
    await("a checkpoint of " + jobId)
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(
            () ->
                rest.get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asInt()
                    > 0);
  }

  /** The state of every run of this name, by job id. */
  Map<String, String> runs(String name) throws FlinkUnavailableException {
    Map<String, String> runs = new TreeMap<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)) {
        runs.put(job.path("jid").asText(), job.path("state").asText());
      }
    }
    return runs;
  }

  /** Waits until exactly one run of this name has finished and none is live; returns its id. */
  String awaitFinished(String name) {
    await(name + " finished")
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(() -> finished(name).size() == 1 && live(name).isEmpty());
    return finishedNow(name);
  }

  private String finishedNow(String name) {
    try {
      return finished(name).get(0);
    } catch (FlinkUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs of this name that ended by themselves: not those that a savepoint stopped. */
  private List<String> finished(String name) throws FlinkUnavailableException {
    List<String> finished = new ArrayList<>();
    for (Map.Entry<String, String> run : runs(name).entrySet()) {
      if (run.getValue().equals("FINISHED") && !stoppedWithSavepoint(run.getKey())) {
        finished.add(run.getKey());
      }
    }
    return finished;
  }

  private boolean stoppedWithSavepoint(String jobId) throws FlinkUnavailableException {
    JsonNode latest = rest.get("/jobs/" + jobId + "/checkpoints").path("latest");
    JsonNode savepoint = latest.path("savepoint");
    return savepoint.path("checkpoint_type").asText().equals("SYNC_SAVEPOINT")
        && savepoint.path("id").asLong() > latest.path("completed").path("id").asLong(-1);
  }

  /** Runs of this name that have not ended. */
  List<String> live(String name) throws FlinkUnavailableException {
    return runs(name).entrySet().stream()
        .filter(run -> !List.of("FINISHED", "CANCELED", "FAILED").contains(run.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Parallelism of the count. */
  int parallelism(String jobId) throws FlinkUnavailableException {
    return vertex(jobId).path("parallelism").asInt();
  }

  JsonNode vertex(String jobId) throws FlinkUnavailableException {
    for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
      if (vertex.path("name").asText().contains("count")) {
        return vertex;
      }
    }
    throw new AssertionError("job " + jobId + " has no count");
  }

  void cancelAll(String name) throws FlinkUnavailableException {
    for (String jobId : live(name)) {
      rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    }
    await(name + " gone").atMost(DEADLINE).until(() -> live(name).isEmpty());
  }

  @Override
  public void close() {
    flink.close();
  }
}
