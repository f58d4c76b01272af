package io.conttune.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import io.conttune.benchmark.bench.BenchPlan.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchFolderTest {

  @TempDir private Path directory;

  private final Cell cell =
      new Cell(BenchWorkloads.named("q1").orElseThrow(), BenchTuner.CONTTUNE_3);

  private BenchFolder folder(long seed) throws IOException {
    BenchFolder folder = new BenchFolder(plan(directory.resolve("report"), seed));
    folder.prepare();
    return folder;
  }

  private static BenchPlan plan(Path report, long seed) {
    return new BenchPlan(
        BenchWorkloads.ALL,
        BenchTuner.ALL,
        new Settings(8, Duration.ofSeconds(20), seed, 0.8),
        new FlinkTarget.Embedded(),
        report);
  }

  @Test
  void keepsWhatIsFinished() throws IOException {
    CellResult result = BenchResults.result(3);
    assertThat(folder(1).kept(cell)).isEmpty();

    folder(1).keep(cell, result);

    assertThat(folder(1).kept(cell)).hasValue(result);
    assertThat(folder(1).kept(new Cell(cell.workload(), BenchTuner.DS2))).isEmpty();
    assertThat(directory.resolve("report")).isDirectoryNotContaining("glob:**.{tmp,probe}");
  }

  @Test
  void keepsNothingForOtherSettings() throws IOException {
    folder(1).keep(cell, BenchResults.result(3));

    assertThat(folder(2).kept(cell)).isEmpty();
  }

  @Test
  void runsAgainWhatItCannotRead() throws IOException {
    folder(1).keep(cell, BenchResults.result(3));
    Files.writeString(directory.resolve("report").resolve("cell-q1-conttune-3.json"), "{\"key\":");

    assertThat(folder(1).kept(cell)).isEmpty();
  }
}
