package io.conttune.core.rescale;

import io.conttune.core.Require;

/**
 * The bounds within which Flink's adaptive scheduler runs a job vertex. It takes the largest
 * parallelism for which there are slots.
 *
 * @param lowerBound the least parallelism with which the job starts; at least 1
 * @param upperBound the parallelism if there are slots enough; at least {@code lowerBound}
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
