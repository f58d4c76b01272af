package io.conttune.gp;

import java.util.OptionalInt;

/**
 * Takes the least parallelism whose mean reaches the rate [ContTune Eq. 5, 6]: arg max (p* −
 * p)·I(μ(p) ≥ λ). Uses the mean only, so that uncertainty never argues for too few subtasks.
 */
public final class ConservativeAcquisition implements Acquisition {
  /** Creates the acquisition; it has no settings. */
  public ConservativeAcquisition() {}

  @Override
  public Acquired acquire(Model model, double rate, int minParallelism, int maxParallelism) {
    OptionalInt least =
        new Candidates(rate, minParallelism, maxParallelism)
            .stream().filter(parallelism -> model.mean(parallelism) >= rate).findFirst();
    return least.isPresent() ? Acquired.Pick.of(model, least.getAsInt()) : new Acquired.Empty();
  }
}
