package io.conttune.gp;

import java.util.List;

/** A fitted curve of processing ability over parallelism. Immutable and safe to share. */
public interface Model {
  /**
   * Expects the processing ability at a parallelism.
   *
   * @param parallelism at least 1
   * @return mean and uncertainty, always finite
   * @throws IllegalArgumentException if the parallelism is below 1
   */
  Prediction predict(int parallelism);

  /**
   * The mean alone, which is cheaper than the whole prediction.
   *
   * @param parallelism at least 1
   * @return the same mean as {@link #predict(int)}, records per second
   * @throws IllegalArgumentException if the parallelism is below 1
   */
  default double mean(int parallelism) {
    return predict(parallelism).mean();
  }

  /** The parameters that the fit chose. */
  Hyperparameters hyperparameters();

  /** The points the model was fitted to, in ascending parallelism. */
  List<Point> points();
}
