package io.conttune.benchmark.study;

import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@link UslMean} as the prior mean, and the log-log process on what it leaves over. The residual
 * is handed to the surrogate on top of the slope that it expects, and taken off again.
 */
record UslWithResidual() implements StudiedModel {
  private static final double EXPECTED_SLOPE = 0.9;

  @Override
  public String name() {
    return "usl+gp";
  }

  @Override
  public Estimate fit(List<Point> points) {
    Estimate usl = new UslMean().fit(points);
    List<Point> residuals =
        points.stream()
            .map(
                point ->
                    new Point(
                        point.parallelism(),
                        point.processingAbility() / factor(usl, point.parallelism()),
                        point.samples()))
            .toList();
    Model model = new LogLogSurrogate().fit(residuals);
    return new Estimate() {
      @Override
      public double mean(int parallelism) {
        return model.mean(parallelism) * factor(usl, parallelism);
      }

      @Override
      public OptionalDouble deviation(int parallelism) {
        return OptionalDouble.of(
            model.predict(parallelism).standardDeviation() * factor(usl, parallelism));
      }
    };
  }

  private static double factor(Estimate usl, int parallelism) {
    return usl.mean(parallelism) / StrictMath.pow(parallelism, EXPECTED_SLOPE);
  }
}
