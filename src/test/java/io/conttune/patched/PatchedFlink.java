package io.conttune.patched;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a cluster of Flink 1.12.7, patched or as published, with the jobs for it. */
public final class PatchedFlink {
  /** Small, so that a queue of records means little work; it shows overload within seconds. */
  private static final Map<String, String> SMALL_BUFFERS =
      Map.of(
          "taskmanager.memory.segment-size", "4kb",
          "taskmanager.network.memory.buffers-per-channel", "2",
          "taskmanager.network.memory.floating-buffers-per-gate", "2");

  private PatchedFlink() {}

  /** With the patched classes first on the class path. */
  public static FlinkFixture start(Path directory, int slots)
      throws IOException, InterruptedException, FlinkUnavailableException {
    return start(patched(), directory, slots, SMALL_BUFFERS);
  }

  /** The release with the patched classes first on its class path. */
  public static FlinkRelease patched() {
    return release().withFirst(built("flink-1.12.7/target/useful-time-flink-1.12.7.jar"));
  }

  static FlinkRelease release() {
    return FlinkRelease.of("1.12");
  }

  static FlinkFixture start(
      FlinkRelease release, Path directory, int slots, Map<String, String> settings)
      throws IOException, InterruptedException, FlinkUnavailableException {
    Path jobs = built("jobs/target/useful-time-jobs.jar");
    FlinkProcesses flink = FlinkProcesses.start(release, directory, settings, 1, slots);
    return FlinkFixture.withJar(
        flink.restAddress(), flink.savepointDirectory(), jobs, flink::close);
  }

  /** A file that the build of the patch has left. */
  public static Path built(String file) {
    Path path = Path.of(System.getProperty("patch.directory", "patch")).resolve(file);
    assertThat(path).as("built with -Ppatched-flink or -Pflink-matrix").exists();
    return path;
  }

  /** CPU time of the only task manager; Flink reports it with half a second's delay. */
  static double taskManagerCpuMillis(FlinkRest rest)
      throws FlinkUnavailableException, InterruptedException {
    String id = rest.get("/taskmanagers").path("taskmanagers").path(0).path("id").asText();
    String path = "/taskmanagers/" + id + "/metrics?get=Status.JVM.CPU.Time";
    rest.get(path);
    TimeUnit.SECONDS.sleep(2);
    return rest.get(path).path(0).path("value").asDouble() / 1e6;
  }
}
