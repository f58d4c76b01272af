package io.conttune.gp;

import java.util.List;

/** A way to make a model of processing ability from a history. The same points, the same model. */
public interface Surrogate {
  /** The name used in configuration and in the evidence of decisions. */
  String name();

  /**
   * Fits the model.
   *
   * @param points one per parallelism, at least one, in any order
   * @return the fitted model
   * @throws IllegalArgumentException if there is no point, or two share a parallelism
   */
  Model fit(List<Point> points);
}
