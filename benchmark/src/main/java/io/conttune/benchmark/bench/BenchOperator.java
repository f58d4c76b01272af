package io.conttune.benchmark.bench;

import io.conttune.benchmark.jobs.UslCurve;

/**
 * An operator that is tuned, with what a tuner has to find out.
 *
 * @param name of its job vertex
 * @param curve its processing ability
 * @param recordsPerUnit that it receives per second when the rates are at a multiple of 1
 */
record BenchOperator(String name, UslCurve curve, double recordsPerUnit) {

  /** Whether it carries a multiple of the unit rates at a parallelism. */
  boolean carries(double multiple, int parallelism) {
    return curve.processingAbility(parallelism) >= multiple * recordsPerUnit;
  }

  /** The least parallelism that carries a multiple, {@code most} if none does. */
  int least(double multiple, int most) {
    int parallelism = 1;
    while (parallelism < most && !carries(multiple, parallelism)) {
      parallelism++;
    }
    return parallelism;
  }
}
