package io.conttune.gp;

import java.util.List;

/**
 * Lets a surrogate see its observations at a fixed scale: the largest processing ability is brought
 * to a given value, and what the model says is brought back.
 *
 * <p>{@link RbfSurrogate} needs it. Its bound of the signal deviation is a number of records/s; on
 * the paper's own data, of millions of records/s, it holds the deviation at a fifteenth of the
 * largest observation, so that away from observations the mean falls towards 0 and the acquisition
 * picks nothing there. On data of hundreds of records/s the same bound holds nothing, and the model
 * extrapolates boldly. Scaled, it is as conservative in any unit.
 */
public final class ScaledSurrogate implements Surrogate {
  /** The largest processing ability in the data that the paper's authors published, records/s. */
  public static final double PAPER_SCALE = 7_476_391.84;

  private final Surrogate surrogate;
  private final double largest;

  /**
   * Fits with this surrogate.
   *
   * @param largest value to which the largest processing ability is scaled, records/s
   * @throws IllegalArgumentException if it is not finite and above 0
   */
  public ScaledSurrogate(Surrogate surrogate, double largest) {
    if (!(largest > 0) || Double.isInfinite(largest)) {
      throw new IllegalArgumentException("scale must be finite and positive, was " + largest);
    }
    this.surrogate = surrogate;
    this.largest = largest;
  }

  @Override
  public String name() {
    return surrogate.name();
  }

  @Override
  public Model fit(List<Point> points) {
    List<Point> sorted = SortedPoints.of(points).asList();
    double top = sorted.stream().mapToDouble(Point::processingAbility).max().orElseThrow();
    double factor = largest / top;
    List<Point> scaled =
        sorted.stream()
            .map(p -> new Point(p.parallelism(), p.processingAbility() * factor, p.samples()))
            .toList();
    return new ScaledBack(surrogate.fit(scaled), factor, sorted);
  }

  /** The negative log-likelihood stays that of the scaled data. */
  private record ScaledBack(Model model, double factor, List<Point> points) implements Model {
    @Override
    public Prediction predict(int parallelism) {
      Prediction scaled = model.predict(parallelism);
      return new Prediction(scaled.mean() / factor, scaled.standardDeviation() / factor);
    }

    @Override
    public double mean(int parallelism) {
      return model.mean(parallelism) / factor;
    }

    @Override
    public Hyperparameters hyperparameters() {
      Hyperparameters scaled = model.hyperparameters();
      return new Hyperparameters(
          scaled.lengthScale(),
          scaled.signalDeviation() / factor,
          scaled.noiseDeviation() / factor,
          scaled.negativeLogLikelihood());
    }
  }
}
