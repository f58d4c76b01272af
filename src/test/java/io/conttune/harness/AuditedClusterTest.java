package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster of each release that the audited job's one jar is meant for survives its losses. */
@ParameterizedClass
@MethodSource("releases")
@Order(2)
final class AuditedClusterTest {
  private static final int SLOTS = 4;

  @TempDir private static Path directory;
  private static AuditedCluster cluster;

  @Parameter private FlinkRelease release;

  static List<FlinkRelease> releases() {
    return FlinkRelease.all().stream()
        .filter(release -> release.major() > 1 || release.minor() >= 20)
        .toList();
  }

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void start(FlinkRelease release)
      throws IOException, FlinkUnavailableException, InterruptedException {
    cluster = AuditedCluster.start(release, directory, Map.of(), 1, SLOTS);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    cluster.close();
  }

  @Test
  void theJobCountsExactlyOverALostTaskManager()
      throws IOException, FlinkUnavailableException, InterruptedException {
    String name = "audited-" + release;
    AuditedRun job = AuditedRun.startingNow(name, directory, Load.LIGHT, Map.of());
    String jobId = cluster.run(job, 2);
    cluster.awaitCheckpoint(jobId);

    cluster.flink().killTaskManager(0);
    cluster.flink().startTaskManager(0);
    cluster.flink().awaitSlots(SLOTS);
    long records = job.endSoon();

    assertThat(cluster.awaitFinished(name)).isEqualTo(jobId);
    Audit audit = job.audit(records);
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
    assertThat(audit.replayed()).isPositive();
  }

  @Test
  void aKilledJobManagerComesBackAtItsAddressWithItsJars()
      throws IOException, FlinkUnavailableException, InterruptedException {
    URI address = cluster.flink().restAddress();
    String version = cluster.rest().get("/config").path("flink-version").asText();

    cluster.flink().killJobManager();
    cluster.flink().startJobManager();
    cluster.flink().awaitSlots(SLOTS);

    assertThat(version).isEqualTo(release.version());
    assertThat(cluster.flink().restAddress()).isEqualTo(address);
    assertThat(cluster.rest().get("/jars").path("files"))
        .singleElement()
        .satisfies(jar -> assertThat(jar.path("id").asText()).isEqualTo(cluster.jarId()));
    assertThat(cluster.flink().logs().resolve("task-manager-0.log")).isNotEmptyFile();
  }
}
