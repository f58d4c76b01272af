package io.conttune.gp;

import io.conttune.gp.internal.Normal;

/**
 * Weighs what a parallelism saves by the probability that it suffices [ContTune Eq. 4]: arg max (p*
 * − p)·Pr[f(p) ≥ λ]. Here for comparison; it may pick a parallelism that is not expected to reach
 * the rate.
 *
 * <p>p* is the parallelism improved upon. It is one more than the largest candidate, so that every
 * candidate is an improvement and, were all of them certain, the least that suffices would win as
 * in {@link ConservativeAcquisition}. Of equal scores the least parallelism wins. Empty if every
 * probability is 0.
 */
public final class ConstrainedExpectedImprovement implements Acquisition {
  /** Creates the acquisition; it has no settings. */
  public ConstrainedExpectedImprovement() {}

  @Override
  public Acquired acquire(Model model, double rate, int minParallelism, int maxParallelism) {
    Candidates candidates = new Candidates(rate, minParallelism, maxParallelism);
    int best = 0;
    double bestScore = 0;
    for (int parallelism : candidates.stream().toArray()) {
      Prediction prediction = model.predict(parallelism);
      double probability =
          new Normal(prediction.mean(), prediction.standardDeviation()).probabilityOfAtLeast(rate);
      double score = (maxParallelism + 1.0 - parallelism) * probability;
      if (score > bestScore) {
        best = parallelism;
        bestScore = score;
      }
    }
    return bestScore > 0 ? Acquired.Pick.of(model, best) : new Acquired.Empty();
  }
}
