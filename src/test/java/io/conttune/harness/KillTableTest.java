package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.flink.FlinkRelease;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillTableTest {
  @TempDir private static Path directory;

  @Test
  void probe() throws Exception {
    try (AuditedCluster cluster =
        AuditedCluster.start(
            FlinkRelease.of(System.getProperty("flink.release", "1.20")),
            directory,
            Map.of(),
            1,
            12)) {
      for (Route route : Route.values()) {
        long begin = System.nanoTime();
        try (Trial trial = Trial.start(cluster, directory, "job-" + route, TrialConfig.of(route))) {
          trial.startController(Optional.empty());
          var end = trial.awaitEnd();
          System.out.println(end);
          Trial.Outcome outcome = trial.finish(end.path("stage").asText());
          System.out.println(route + " " + outcome + " " + (System.nanoTime() - begin) / 1000000);
          trial.proxy().calls().forEach(call -> System.out.println("   " + CallPattern.of(call)));
          trial.heard().forEach(line -> System.out.println("   " + line));
          assertThat(outcome.audit().isFlawless()).isTrue();
        }
      }
    }
  }
}
