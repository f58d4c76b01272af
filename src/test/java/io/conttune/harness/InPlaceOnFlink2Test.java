package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import io.conttune.flink.FlinkRelease;
import io.conttune.flink.RescaleProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adaptive scheduler of 2.x, which cools down and then waits for a checkpoint. */
@Order(2)
final class InPlaceOnFlink2Test implements SurvivesLosses {
  private static final FlinkRelease RELEASE = FlinkRelease.of("2.3");
  private static final Duration COOLDOWN = Duration.ofSeconds(3);
  private static final int WANTED = 4;
  private static final int SLOTS = 6;

  @TempDir private static Path directory;
  private static AuditedCluster cluster;

  private RescaleEntry entry;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    cluster = AuditedCluster.start(RELEASE, directory, adaptive(), 1, SLOTS);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  public AuditedCluster cluster() {
    return cluster;
  }

  @Override
  public FlinkRelease release() {
    return RELEASE;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Test
  void givesTheRunAnotherParallelismAndCommitsEverythingOnce()
      throws IOException, FlinkUnavailableException {
    AuditedRun job = AuditedRun.startingNow("in-place", directory, Load.LIGHT, Map.of());
    String jobId = cluster.run(job, 2);
    cluster.awaitCheckpoint(jobId);
    JobRuns runs = new RestJobRuns(cluster.rest());
    RescaleProcess process = RescaleProcesses.of(cluster.rest());
    entry = RescaleEntry.planned("a".repeat(32), plan(runs, jobId), Instant.now());

    await()
        .atMost(AuditedCluster.DEADLINE)
        .until(
            () -> {
              entry = process.advance(entry);
              return entry.stage().isFinal();
            });

    assertThat(entry.stage()).as(entry.note()).isEqualTo(Stage.VERIFIED);
    assertThat(entry.timeline().downtime()).isPresent();
    assertThat(entry.note())
        .contains("its scheduler's history: UPDATE_REQUIREMENT, COMPLETED (SUCCEEDED) in ")
        .endsWith(" s, slots 2 → 4");
    assertThat(cluster.live("in-place")).containsExactly(jobId);
    assertThat(cluster.parallelism(jobId)).isEqualTo(WANTED);
    long records = job.endSoon();
    assertThat(cluster.awaitFinished("in-place")).isEqualTo(jobId);
    Audit audit = job.audit(records);
    assertThat(audit.state()).as(audit.toString()).isEqualTo(Audit.Counted.EXACTLY);
    assertThat(audit.transactional()).as(audit.toString()).isEqualTo(Audit.Counted.EXACTLY);
    assertThat(audit.plain().lost()).as(audit.toString()).isZero();
  }

  /** Its arguments say 2, and 2.x ignores overrides: only the job graph can tell the vertex. */
  @Test
  void aJobGraphGivesOneVertexAnotherParallelismAndCommitsEverythingOnce()
      throws IOException, FlinkUnavailableException {
    AuditedRun job = AuditedRun.startingNow("client", directory, Load.LIGHT, Map.of());
    String jobId = cluster.run(job, 2);
    cluster.awaitCheckpoint(jobId);

    RescaleEntry end = PlannedRescale.client(cluster, job, jobId, job.arguments(2), 3).carriedOut();
    Map<OperatorId, Integer> parallelism =
        new RestJobRuns(cluster.rest())
            .condition(end.launchedJobId())
            .match(absent -> Map.of(), Present::parallelism);
    long records = job.endSoon();

    assertThat(end.stage()).as(end.note()).isEqualTo(Stage.VERIFIED);
    assertThat(parallelism.values()).containsExactlyInAnyOrder(1, 3);
    assertThat(cluster.awaitFinished(job.name())).isEqualTo(end.launchedJobId());
    Audit audit = job.audit(records);
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
    assertThat(audit.replayed()).isZero();
  }

  private static Map<String, String> adaptive() {
    return Map.of(
        "jobmanager.scheduler",
        "adaptive",
        "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling",
        COOLDOWN.toSeconds() + " s",
        "web.adaptive-scheduler.rescale-history.size",
        "5");
  }

  /** The count, whose parallelism alone is 2, is to have another one. */
  private static RescalePlan plan(JobRuns runs, String jobId) throws FlinkUnavailableException {
    Map<OperatorId, ParallelismRange> former = runs.requirements(jobId).orElseThrow();
    OperatorId count = new OperatorId(cluster.vertex(jobId).path("id").asText());
    Map<OperatorId, ParallelismRange> wanted = new HashMap<>(former);
    wanted.put(count, new ParallelismRange(former.get(count).lowerBound(), WANTED));
    Map<OperatorId, Integer> parallelism = ((Present) runs.condition(jobId)).parallelism();
    Map<OperatorId, Integer> afterwards = new HashMap<>(parallelism);
    afterwards.put(count, WANTED);
    return new RescalePlan(
        "in-place",
        jobId,
        Decision.Step.SMALL,
        parallelism,
        afterwards,
        new Rescaling.InPlace(
            "a test wants it", former, wanted, COOLDOWN.multipliedBy(2), Optional.empty()),
        new TunerState.ContTune(8),
        new RescalePlan.Patience(
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(500)));
  }
}
