package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
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

/** A cluster of processes with the audited job's jar on it, and what a user would do there. */
public final class AuditedCluster implements AutoCloseable {
  /** Of whatever must happen: far more than it takes, for machines that are busy otherwise. */
  static final Duration DEADLINE = FlinkFixture.DEADLINE;

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

  private final FlinkRelease release;
  private final Path jar;
  private final FlinkProcesses flink;
  private final FlinkFixture fixture;

  private AuditedCluster(
      FlinkRelease release, Path jar, FlinkProcesses flink, FlinkFixture fixture) {
    this.release = release;
    this.jar = jar;
    this.flink = flink;
    this.fixture = fixture;
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
    Path jar = AuditedJar.writeTo(directory);
    return new AuditedCluster(
        release,
        jar,
        flink,
        FlinkFixture.withJar(flink.restAddress(), flink.savepointDirectory(), jar, flink::close));
  }

  FlinkRelease release() {
    return release;
  }

  /** The file of the audited job's jar. */
  Path jar() {
    return jar;
  }

  FlinkProcesses flink() {
    return flink;
  }

  FlinkRest rest() {
    return fixture.rest();
  }

  /** The id of the audited job's jar on the cluster. */
  String jarId() {
    return fixture.jarId();
  }

  /** Runs the job at this parallelism of its count, awaits all its subtasks, returns its id. */
  String run(AuditedRun job, int count) throws FlinkUnavailableException {
    return fixture.run(job.arguments(count));
  }

  /** The same, from this state. */
  String run(AuditedRun job, int count, Optional<String> state) throws FlinkUnavailableException {
    return fixture.run(job.arguments(count), state);
  }

  /** Runs the job so that its count follows this default parallelism; returns its id. */
  String runAt(int parallelism, AuditedRun job) throws FlinkUnavailableException {
    return fixture.runAt(parallelism, job.followingArguments());
  }

  void awaitCheckpoint(String jobId) {
    fixture.awaitCheckpoint(jobId);
  }

  /** The state of every run of this name, by job id. */
  Map<String, String> runs(String name) throws FlinkUnavailableException {
    return fixture.runs(name);
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
    JsonNode latest = fixture.rest().get("/jobs/" + jobId + "/checkpoints").path("latest");
    JsonNode savepoint = latest.path("savepoint");
    return savepoint.path("checkpoint_type").asText().equals("SYNC_SAVEPOINT")
        && savepoint.path("id").asLong() > latest.path("completed").path("id").asLong(-1);
  }

  /** Runs of this name that have not ended. */
  List<String> live(String name) throws FlinkUnavailableException {
    return fixture.liveJobs(name);
  }

  /** Parallelism of the count. */
  int parallelism(String jobId) throws FlinkUnavailableException {
    return fixture.parallelism(jobId, "count");
  }

  JsonNode vertex(String jobId) throws FlinkUnavailableException {
    return fixture.vertex(jobId, "count");
  }

  void cancelAll(String name) throws FlinkUnavailableException {
    fixture.cancelAll(name);
  }

  @Override
  public void close() {
    flink.close();
  }
}
