package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.audited.NumberedInput;
import io.conttune.audited.StateJob;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One job with state of one size, which is rescaled again and again. Its input is due as if it had
 * begun so long ago that each key would have been visited once by now.
 */
final class StateTrial {
  /** A name for all sizes: what one size has cost is known to the next. */
  private static final String NAME = "state";

  private static final long PER_SECOND = 1000;

  /** Of whatever must happen: state of gigabytes takes minutes. */
  private static final Duration DEADLINE = Duration.ofMinutes(20);

  private static final Duration POLL = Duration.ofMillis(500);

  private final FlinkFixture flink;
  private final long keys;
  private final AuditedRun job;
  private String jobId;
  private int rescales;

  private StateTrial(FlinkFixture flink, long keys, AuditedRun job, String jobId) {
    this.flink = flink;
    this.keys = keys;
    this.job = job;
    this.jobId = jobId;
  }

  /**
   * The cost of a rescale of state.
   *
   * @param entry of the journal
   * @param gap in which no record was read: until each new subtask had read one
   * @param untilBack from the request until each subtask had read all its state
   * @param reading the part of that after each subtask had a record
   * @param counted what the state then lacked, and what it had twice
   */
  record StateTimes(
      RescaleEntry entry,
      Duration gap,
      Duration untilBack,
      Duration reading,
      Audit.Counted counted) {}

  /**
   * Runs the job and returns when each key has its state, and a checkpoint has it too.
   *
   * @param keys of a kibibyte of state each
   * @param directory for what the job writes
   */
  static StateTrial filled(FlinkFixture flink, long keys, int count, Path directory)
      throws FlinkUnavailableException {
    NumberedInput input =
        new NumberedInput(
            1,
            PER_SECOND,
            System.currentTimeMillis() - keys * 1000 / PER_SECOND,
            0,
            directory.resolve("end").toString());
    AuditedRun job =
        new AuditedRun(NAME, directory, input, 0, Map.of("keys", String.valueOf(keys)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("entryClass", StateJob.class.getName());
    job.arguments(count).forEach(body.withArray("programArgsList")::add);
    String jobId =
        flink
            .rest()
            .send("POST", "/jars/" + flink.jarId() + "/run", Optional.of(body))
            .orThrow()
            .text("jobid");
    flink.awaitAllSubtasksRun(jobId);
    StateTrial trial = new StateTrial(flink, keys, job, jobId);
    await("state of each key")
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(() -> trial.readRecords() >= keys);
    trial.awaitCheckpointFromNowOn();
    return trial;
  }

  private long readRecords() throws FlinkUnavailableException {
    return flink.vertex(jobId, "count").path("metrics").path("read-records").asLong();
  }

  private void awaitCheckpointFromNowOn() {
    long now = System.currentTimeMillis();
    await("a checkpoint of " + jobId)
        .atMost(DEADLINE)
        .pollInterval(POLL)
        .until(() -> newestCheckpoint().path("trigger_timestamp").asLong() > now);
  }

  private JsonNode newestCheckpoint() throws FlinkUnavailableException {
    return flink.rest().get("/jobs/" + jobId + "/checkpoints").path("latest").path("completed");
  }

  /** The plan for another parallelism of the count. */
  RescalePlan planned(LooplessRescale rescale, int count) {
    return rescale
        .planned(jobId, count)
        .match(
            planned -> planned.plan(),
            obstructed -> {
              throw new AssertionError("refused: " + obstructed.obstacles());
            });
  }

  /** Carries a plan out, and returns when all state was read and another checkpoint has it. */
  StateTimes carriedOut(LooplessRescale rescale, RescalePlan plan)
      throws IOException, FlinkUnavailableException {
    KeptLines before = lines();
    RescaleEntry entry = rescale.carriedOut(plan, nextId(), DEADLINE);
    assertThat(entry.stage()).as(entry.note()).isEqualTo(Stage.VERIFIED);
    jobId = entry.launchedJobId();
    int count = flink.parallelism(jobId, "count");
    KeptLines after =
        await("all state of " + jobId)
            .atMost(DEADLINE)
            .pollInterval(POLL)
            .until(() -> lines().without(before), lines -> lines.swept() == count);
    KeptLines former = lines().without(after);
    awaitCheckpointFromNowOn();
    deleteSavepoints();
    long asked = entry.timeline().askedAt().orElseThrow().toEpochMilli();
    return new StateTimes(
        entry,
        Duration.ofMillis(after.lastFirstMillis() - former.lastMillis()),
        Duration.ofMillis(after.lastSweptMillis() - asked),
        Duration.ofMillis(after.lastSweptMillis() - after.lastFirstMillis()),
        after.counted(keys));
  }

  private KeptLines lines() throws IOException {
    return KeptLines.read(job.directory().resolve("kept"));
  }

  /** Of its own: the id of the new run follows from it. */
  private String nextId() {
    rescales++;
    String name = "%s, %d keys, %d".formatted(NAME, keys, rescales);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** The checkpoint that was awaited needs none of them, and they take much room. */
  private void deleteSavepoints() throws IOException {
    Path savepoints = Path.of(URI.create(flink.savepointDirectory()));
    try (Stream<Path> all = Files.walk(savepoints)) {
      List<Path> innerFirst =
          all.filter(path -> !path.equals(savepoints)).sorted(Comparator.reverseOrder()).toList();
      for (Path path : innerFirst) {
        Files.delete(path);
      }
    }
  }

  /** What the next rescale goes by. */
  RescaleConfig config(StateWay way) {
    return new RescaleConfig(
        new JarLaunchConfig(
            LaunchMethod.ARGUMENTS,
            new JarSource.OnCluster(flink.jarId()),
            Optional.of(StateJob.class.getName()),
            new ArgumentTemplate(job.arguments("1", "${parallelism:count}")),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE,
            GraphBuildConfig.NONE),
        Optional.of(flink.savepointDirectory()),
        new CaptureConfig(way.capture(), Optional.empty(), DEADLINE, DEADLINE),
        way.inPlace(),
        new SavepointsConfig(1, way.format()),
        new RescaleTiming(
            Duration.ofMillis(200),
            DEADLINE,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            RescaleTiming.DEFAULT.expectedDowntime()));
  }
}
