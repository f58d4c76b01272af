package io.conttune.benchmark.bench;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a comparison.
 *
 * @param plan of it
 * @param cells each with its result, in the order in which they were run
 */
record BenchResult(BenchPlan plan, Map<Cell, CellResult> cells) {
  BenchResult {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  CellResult of(BenchWorkload workload, BenchTuner tuner) {
    return cells.get(new Cell(workload, tuner));
  }

  /** Whether no query lost or repeated a result. */
  boolean isFlawless() {
    return cells.values().stream().allMatch(CellResult::isFlawless);
  }

  /** A tuner over all queries; latencies do not add up and are not in it. */
  Total total(BenchTuner tuner) {
    return new Total(plan.workloads().stream().map(workload -> of(workload, tuner)).toList());
  }

  /** The sum of results of one tuner. */
  record Total(List<CellResult> results) {
    int tunings() {
      return results.stream().mapToInt(CellResult::tunings).sum();
    }

    int reconfigurations() {
      return results.stream().mapToInt(CellResult::reconfigurations).sum();
    }

    int bigReconfigurations() {
      return results.stream().mapToInt(CellResult::bigReconfigurations).sum();
    }

    double reconfigurationsPerTuning() {
      return (double) reconfigurations() / tunings();
    }

    double slotSeconds() {
      return results.stream().mapToDouble(CellResult::slotSeconds).sum();
    }

    double meanSlots() {
      return slotSeconds() / results.stream().mapToDouble(CellResult::seconds).sum();
    }

    int maxSlots() {
      return results.stream().mapToInt(CellResult::maxSlots).max().orElse(0);
    }

    double underProvisionedSeconds() {
      return results.stream().mapToDouble(CellResult::underProvisionedSeconds).sum();
    }

    double downSeconds() {
      return results.stream().mapToDouble(CellResult::downSeconds).sum();
    }

    /** Mean over all tunings. */
    double excessSlots() {
      return results.stream().mapToDouble(each -> each.excessSlots() * each.tunings()).sum()
          / tunings();
    }

    double maxBacklogSeconds() {
      return results.stream().mapToDouble(CellResult::maxBacklogSeconds).max().orElse(0);
    }

    double wallSeconds() {
      return results.stream().mapToDouble(CellResult::wallSeconds).sum();
    }

    long recordsEmitted() {
      return results.stream().mapToLong(CellResult::recordsEmitted).sum();
    }

    long recordsLost() {
      return results.stream().mapToLong(CellResult::recordsLost).sum();
    }

    long recordsDuplicated() {
      return results.stream().mapToLong(CellResult::recordsDuplicated).sum();
    }
  }
}
