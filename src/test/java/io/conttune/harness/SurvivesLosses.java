package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests of a cluster with one task manager, which a test class has for its other tests anyway: it
 * survives the loss of each of its processes. Each release that the audited job's one jar is meant
 * for takes them.
 */
interface SurvivesLosses {
  /** The cluster. Nobody else uses it while one of these tests runs. */
  AuditedCluster cluster();

  /** The release that the cluster is to be of. */
  FlinkRelease release();

  /** An existing directory, for what a job writes. */
  Path directory();

  @Test
  default void theJobCountsExactlyOverALostTaskManager()
      throws IOException, FlinkUnavailableException, InterruptedException {
    AuditedCluster cluster = cluster();
    int slots = slots();
    AuditedRun job = AuditedRun.startingNow("loses", directory(), Load.LIGHT, Map.of());
    String jobId = cluster.run(job, 2);
    cluster.awaitCheckpoint(jobId);

    cluster.flink().killTaskManager(0);
    cluster.flink().startTaskManager(0);
    cluster.flink().awaitSlots(slots);
    long records = job.endSoon();

    assertThat(cluster.awaitFinished(job.name())).isEqualTo(jobId);
    Audit audit = job.audit(records);
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
    assertThat(audit.replayed()).isPositive();
  }

  /** State on disk, which is the harder case: the savepoint is of RocksDB's own files. */
  @Test
  default void oneParallelismMovesWhatFollowsItWithANativeSavepointAndLeavesWhatTheProgramFixes()
      throws IOException, FlinkUnavailableException, InterruptedException {
    AuditedCluster cluster = cluster();
    AuditedRun job =
        AuditedRun.startingNow(
            "uniform",
            directory(),
            Load.LIGHT,
            Map.of(
                "flink.state.backend.type", "rocksdb",
                "flink.execution.checkpointing.incremental", "true"));
    String before = cluster.runAt(2, job);
    cluster.awaitCheckpoint(before);

    RescaleEntry end = PlannedRescale.uniform(cluster, job, before, 3).carriedOut();
    Path savepoint = Path.of(URI.create(end.state().orElseThrow().path()));
    String after = end.launchedJobId();
    Map<OperatorId, Integer> parallelism =
        new RestJobRuns(cluster.rest())
            .condition(after)
            .match(absent -> Map.of(), JobCondition.Present::parallelism);
    long records = job.endSoon();

    assertThat(end.stage()).as(end.note()).isEqualTo(Stage.VERIFIED);
    assertThat(parallelism.values()).containsExactlyInAnyOrder(1, 3);
    // Of RocksDB's own files, which no canonical savepoint has.
    assertThat(savepoint.resolve("_metadata"))
        .content(StandardCharsets.ISO_8859_1)
        .contains("MANIFEST");
    assertThat(cluster.awaitFinished(job.name())).isEqualTo(after);
    Audit audit = job.audit(records);
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
    assertThat(audit.replayed()).isZero();
  }

  @Test
  default void aKilledJobManagerComesBackAtItsAddressWithItsJars()
      throws IOException, FlinkUnavailableException, InterruptedException {
    AuditedCluster cluster = cluster();
    int slots = slots();
    URI address = cluster.flink().restAddress();
    String version = cluster.rest().get("/config").path("flink-version").asText();

    cluster.flink().killJobManager();
    cluster.flink().startJobManager();
    cluster.flink().awaitSlots(slots);

    assertThat(version).isEqualTo(release().version());
    assertThat(cluster.flink().restAddress()).isEqualTo(address);
    assertThat(cluster.rest().get("/jars").path("files"))
        .singleElement()
        .satisfies(jar -> assertThat(jar.path("id").asText()).isEqualTo(cluster.jarId()));
    assertThat(cluster.flink().logs().resolve("task-manager-0.log")).isNotEmptyFile();
  }

  private int slots() throws FlinkUnavailableException {
    return cluster().rest().get("/overview").path("slots-total").asInt();
  }
}
