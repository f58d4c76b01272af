package io.conttune.gp;

import java.util.List;

/**
 * A Gaussian process on log parallelism → log processing ability: a linear kernel for scaling, an
 * RBF for the bend, and noise, of which the mean of n samples has 1/n of the variance. Parallel
 * operators are near a power law, so this carries over gaps and past the data, where {@link
 * RbfSurrogate} falls to 0.
 *
 * <p>Length, signal and noise are the most probable under mild beliefs that hold for every operator
 * because logarithms have no unit. The mean is projected to be non-decreasing over the parallelisms
 * observed. Beyond the largest of them, p_max, it is kept between its value there and PA(p_max)·q /
 * p_max; from 16·p_max it is flat. Below the smallest, p_min, it is at most PA(p_min)·q / p_min:
 * how much more each subtask does when there are fewer is not known before it is seen. The
 * deviation is that of the curve, not of a single sample.
 */
public final class LogLogSurrogate implements Surrogate {
  /** Creates the surrogate; it has no settings. */
  public LogLogSurrogate() {}

  @Override
  public String name() {
    return "loglog";
  }

  @Override
  public Model fit(List<Point> points) {
    SortedPoints sorted = SortedPoints.of(points);
    LogLogData data = new LogLogData(sorted);
    LogLogSearch search = new LogLogSearch(data);
    LogLogFit fit = search.best();
    return new LogLogModel(sorted, data, fit, search.negativeLogLikelihood(fit));
  }
}
