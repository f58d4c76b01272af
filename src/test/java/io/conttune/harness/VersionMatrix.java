package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkVersion;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import io.conttune.patched.PatchedFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way of rescaling a job on each line of Flink, on clusters of processes. What comes out is
 * written to docs/flink-versions.md. The system property {@code flink.matrix} chooses lines, such
 * as {@code 1.13,2.3}.
 */
final class VersionMatrix {
  private static final String LINES =
      "1.12,1.13,1.14,1.15,1.16,1.17,1.18,1.19,1.20,2.0,2.1,2.2,2.3";
  private static final Path PAGE = Path.of("..", "..", "docs", "flink-versions.md");
  private static final int SLOTS = 8;

  private static final Map<String, String> CHECKPOINTS =
      Map.of(
          "execution.checkpointing.interval", "1 s",
          "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");

  /** The key of a delay that keeps the scheduler from acting at once differs. */
  private static final Map<String, String> ADAPTIVE =
      Map.of(
          "jobmanager.scheduler", "adaptive",
          "jobmanager.adaptive-scheduler.scaling-interval.min", "0 s",
          "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "0 s");

  @TempDir private Path directory;

  private final List<String> cells = new ArrayList<>();
  private final Map<String, String> refusals = new LinkedHashMap<>();

  static Stream<String> lines() {
    return Stream.of(System.getProperty("flink.matrix", LINES).split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void losesNothingOnAnyPathThatIsOpen(String line)
      throws IOException, FlinkUnavailableException, InterruptedException {
    FlinkRelease release = line.equals("1.12") ? PatchedFlink.patched() : FlinkRelease.of(line);
    FlinkVersion version = FlinkVersion.parse(release.version()).orElseThrow();

    try (FlinkFixture flink = start(release, version, CHECKPOINTS)) {
      cells.add(metrics(flink, version));
      for (MatrixPath path : MatrixPath.values()) {
        if (path != MatrixPath.IN_PLACE || !path.isOpenOn(version)) {
          tell(path, trial(flink, release, path).tried());
        }
      }
    }
    if (MatrixPath.IN_PLACE.isOpenOn(version)) {
      Map<String, String> settings = new LinkedHashMap<>(CHECKPOINTS);
      settings.putAll(ADAPTIVE);
      try (FlinkFixture flink = start(release, version, settings)) {
        tell(MatrixPath.IN_PLACE, trial(flink, release, MatrixPath.IN_PLACE).tried());
      }
    }

    assertThat(refusals)
        .containsOnlyKeys(
            Stream.of(MatrixPath.values())
                .filter(path -> !path.isOpenOn(version))
                .map(MatrixPath::column)
                .toList());
    assertThat(cells.subList(1, cells.size()))
        .allMatch(cell -> cell.equals("refused") || cell.endsWith("; " + Audit.Counted.EXACTLY));
    new VersionTable(PAGE).put(release.version(), cells, refusals);
  }

  private FlinkFixture start(
      FlinkRelease release, FlinkVersion version, Map<String, String> settings)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Path parent = Files.createTempDirectory(directory, "cluster-");
    FlinkProcesses flink = FlinkProcesses.start(release, parent, settings, 1, SLOTS);
    return FlinkFixture.withJar(
        flink.restAddress(),
        flink.savepointDirectory(),
        MatrixJob.jar(version, parent),
        flink::close);
  }

  private String metrics(FlinkFixture flink, FlinkVersion version)
      throws IOException, FlinkUnavailableException {
    MatrixJob job = MatrixJob.startingNow(version, "metrics", directory);
    String kind = MatrixTrial.metrics(flink, flink.run(job.arguments("2")));
    flink.cancelAll(job.name());
    return kind;
  }

  private MatrixTrial trial(FlinkFixture flink, FlinkRelease release, MatrixPath path)
      throws IOException {
    String name = path.name().toLowerCase(Locale.ROOT);
    FlinkVersion version = FlinkVersion.parse(release.version()).orElseThrow();
    return new MatrixTrial(
        flink,
        release,
        MatrixJob.jar(version, directory),
        path,
        MatrixJob.startingNow(version, name, directory));
  }

  private void tell(MatrixPath path, MatrixTrial.Cell cell) {
    cells.add(cell.isRefused() ? "refused" : cell.text());
    if (cell.isRefused()) {
      refusals.put(path.column(), cell.text());
    }
  }
}
