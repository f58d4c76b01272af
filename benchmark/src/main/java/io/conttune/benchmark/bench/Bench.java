package io.conttune.benchmark.bench;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs all cells of a plan, one after another, but those that were finished before. */
final class Bench {
  private final BenchPlan plan;
  private final BenchFolder folder;
  private final BenchProgress progress;
  private final SteadyClock clock;

  Bench(BenchPlan plan, BenchFolder folder, BenchProgress progress, SteadyClock clock) {
    this.plan = plan;
    this.folder = folder;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Runs it; what is finished is in the folder even if a later cell fails.
   *
   * @throws IOException if a job does not end as it should, or the folder cannot be written
   */
  BenchResult run() throws IOException, FlinkUnavailableException, InterruptedException {
    List<Cell> cells = plan.cells();
    Map<Cell, CellResult> results = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Optional<CellResult> kept = folder.kept(cell);
      if (kept.isPresent()) {
        progress.kept(cell);
        results.put(cell, kept.get());
        continue;
      }
      progress.begins(cell, results.size() + 1, cells.size());
      CellResult result =
          new CellRun(cell, plan.settings(), folder.decisions(cell), clock)
              .on(plan.target(), progress::stepped);
      progress.ended(cell, result);
      folder.keep(cell, result);
      results.put(cell, result);
    }
    return new BenchResult(plan, results);
  }
}
