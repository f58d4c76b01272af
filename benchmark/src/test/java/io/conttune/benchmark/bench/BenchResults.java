package io.conttune.benchmark.bench;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import io.conttune.benchmark.bench.BenchPlan.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results made by hand. */
final class BenchResults {
  private BenchResults() {}

  /** Of a cell with that many reconfigurations for eight tunings. */
  static CellResult result(int reconfigurations) {
    return new CellResult(
        8,
        reconfigurations,
        1,
        160,
        5.5,
        16,
        880,
        12.25,
        4.5,
        0.75,
        3.5,
        120,
        4100,
        171.5,
        9000,
        0,
        0);
  }

  /** Two queries under two tuners, with 3, 4, 5 and 6 reconfigurations. */
  static BenchResult twoByTwo() {
    BenchPlan plan =
        new BenchPlan(
            List.of(
                BenchWorkloads.named("q1").orElseThrow(), BenchWorkloads.named("q3").orElseThrow()),
            List.of(BenchTuner.CONTTUNE_3, BenchTuner.DS2),
            new Settings(8, Duration.ofSeconds(20), 1, 0.8),
            new FlinkTarget.Embedded(),
            Path.of("unused"));
    Map<Cell, CellResult> cells = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      cells.put(cell, result(3 + cells.size()));
    }
    return new BenchResult(plan, cells);
  }
}
