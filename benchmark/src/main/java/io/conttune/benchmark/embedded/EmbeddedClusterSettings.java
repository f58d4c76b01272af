package io.conttune.benchmark.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the embedded Flink: for quick answers over REST, quick stops under overload, and
 * little memory.
 */
final class EmbeddedClusterSettings {

  private static final String LOOPBACK = "127.0.0.1";

  private EmbeddedClusterSettings() {}

  static Configuration of(
      ClusterDirectories directories, int port, Map<String, String> otherSettings) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(rest(port));
    settings.putAll(places(directories));
    settings.putAll(memory());
    settings.putAll(recovery());
    settings.putAll(otherSettings);
    return Configuration.fromMap(settings);
  }

  private static Map<String, String> rest(int port) {
    return Map.of(
        "rest.address",
        LOOPBACK,
        "rest.bind-address",
        LOOPBACK,
        "rest.port",
        Integer.toString(port),
        "rest.bind-port",
        Integer.toString(port),
        "jobmanager.bind-host",
        LOOPBACK,
        "taskmanager.bind-host",
        LOOPBACK,
        "taskmanager.host",
        LOOPBACK,
        "web.submit.enable",
        "true",
        "web.refresh-interval",
        "200 ms",
        "metrics.fetcher.update-interval",
        "500 ms");
  }

  private static Map<String, String> places(ClusterDirectories directories) {
    return Map.of(
        "io.tmp.dirs", directories.temporary().toString(),
        "process.working-dir", directories.temporary().toString(),
        "web.tmpdir", directories.web().toString(),
        "web.upload.dir", directories.web().toString(),
        "state.checkpoints.dir", uri(directories.checkpoints()),
        "state.savepoints.dir", uri(directories.savepoints()));
  }

  /**
   * Small segments bound the data in flight, and with it the time that a savepoint takes under
   * overload. Fewer buffers than two a channel stop sooner still, but then the busy subtasks of a
   * parallelism of 16 run dry (600 of 800 records/s with none).
   */
  private static Map<String, String> memory() {
    return Map.of(
        "taskmanager.memory.segment-size", "4kb",
        "taskmanager.memory.network.min", "32mb",
        "taskmanager.memory.network.max", "32mb",
        "taskmanager.memory.managed.size", "8mb",
        "taskmanager.network.memory.buffers-per-channel", "2",
        "taskmanager.network.memory.floating-buffers-per-gate", "2");
  }

  private static Map<String, String> recovery() {
    return Map.of(
        "execution.checkpointing.interval", "2 s",
        "execution.checkpointing.unaligned.enabled", "true",
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION",
        "execution.checkpointing.tolerable-failed-checkpoints", "10",
        "restart-strategy.type", "fixed-delay",
        "restart-strategy.fixed-delay.attempts", "100",
        "restart-strategy.fixed-delay.delay", "1 s");
  }

  private static String uri(Path directory) {
    return directory.toUri().toString();
  }
}
