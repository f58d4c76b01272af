package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One jar of the audited job, on every release that it is meant for. */
final class AuditedJobTest {
  @TempDir private Path directory;

  static List<FlinkRelease> releases() {
    return FlinkRelease.all().stream()
        .filter(release -> release.major() > 1 || release.minor() >= 20)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void countsExactlyOverALostTaskManager(FlinkRelease release)
      throws IOException, FlinkUnavailableException, InterruptedException {
    try (AuditedCluster cluster = AuditedCluster.start(release, directory, Map.of(), 1, 4)) {
      AuditedRun job = AuditedRun.startingNow("audited", directory, Load.LIGHT, Map.of());
      String jobId = cluster.run(job, 2);
      cluster.awaitCheckpoint(jobId);

      cluster.flink().killTaskManager(0);
      cluster.flink().startTaskManager(0);
      cluster.flink().awaitSlots(4);
      long records = job.endSoon();

      assertThat(cluster.awaitFinished("audited")).isEqualTo(jobId);
      Audit audit = job.audit(records);
      assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
      assertThat(audit.replayed()).isPositive();
    }
  }
}
