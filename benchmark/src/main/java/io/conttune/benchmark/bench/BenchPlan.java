package io.conttune.benchmark.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison to make: tuners on workloads.
 *
 * @param workloads in the order in which they are run
 * @param tuners each of them on each workload
 * @param settings what holds for all of it
 * @param target where it is run
 * @param report folder, in which finished cells are kept
 */
record BenchPlan(
    List<BenchWorkload> workloads,
    List<BenchTuner> tuners,
    Settings settings,
    FlinkTarget target,
    Path report) {
  BenchPlan {
    workloads = List.copyOf(workloads);
    tuners = List.copyOf(tuners);
  }

  /**
   * The settings that all cells share.
   *
   * @param steps rates to play
   * @param stepDuration how long each is played
   * @param seed of the order of the rates and of the input
   * @param targetUtilization share of its processing ability that an operator should use
   */
  record Settings(int steps, Duration stepDuration, long seed, double targetUtilization) {}

  /** One tuner on one workload. */
  record Cell(BenchWorkload workload, BenchTuner tuner) {
    String name() {
      return workload.name() + "-" + tuner.label();
    }
  }

  /** In the order in which they are run: the tuners of a workload one right after another. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    workloads.forEach(workload -> tuners.forEach(tuner -> cells.add(new Cell(workload, tuner))));
    return cells;
  }
}
