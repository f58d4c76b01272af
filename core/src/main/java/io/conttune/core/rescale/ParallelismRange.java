package io.conttune.core.rescale;

import io.conttune.core.Require;

/**
 * Within which Flink's adaptive scheduler may run a job vertex: the most for which there are slots.
 *
 * @param lowerBound below which the job does not start; at least 1
 * @param upperBound which it runs at if there are slots; at least {@code lowerBound}
 */
public record ParallelismRange(int lowerBound, int upperBound) {
  public ParallelismRange {
    Require.atLeast("lower bound of a parallelism", 1, lowerBound);
    Require.atLeast("upper bound of a parallelism", lowerBound, upperBound);
  }

  @Override
  public String toString() {
    return lowerBound + ".." + upperBound;
  }
}
