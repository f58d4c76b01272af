package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A history, and the same history without noise.
 *
 * @param points in ascending parallelism
 * @param truth the right prediction, defined at least where there is a point
 */
record PredictionTask(List<Point> points, IntToDoubleFunction truth) {
  private static final int LARGEST = 32;
  private static final int FEWEST_POINTS = 9;
  private static final int MOST_POINTS = 14;
  private static final int MOST_SAMPLES = 5;

  PredictionTask {
    points = List.copyOf(points);
  }

  /** Measured points, which are all the truth there is. */
  static PredictionTask measured(List<Point> points) {
    return new PredictionTask(
        points,
        parallelism ->
            points.stream()
                .filter(point -> point.parallelism() == parallelism)
                .findFirst()
                .orElseThrow()
                .processingAbility());
  }

  /** 9 to 14 parallelisms of 1..32, each the mean of 1 to 5 samples with log-normal noise. */
  static PredictionTask drawn(Shape shape, Shape.Parameters parameters, double noise, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double scale = StrictMath.pow(10, random.nextDouble(2, 6));
    IntToDoubleFunction curve = shape.draw(parameters, scale, random);
    int count = random.nextInt(FEWEST_POINTS, MOST_POINTS + 1);
    int[] parallelisms = random.ints(1, LARGEST + 1).distinct().limit(count).sorted().toArray();
    List<Point> points = new ArrayList<>();
    for (int parallelism : parallelisms) {
      int samples = random.nextInt(1, MOST_SAMPLES + 1);
      double sum = 0;
      for (int i = 0; i < samples; i++) {
        sum += curve.applyAsDouble(parallelism) * StrictMath.exp(noise * random.nextGaussian());
      }
      points.add(new Point(parallelism, sum / samples, samples));
    }
    return new PredictionTask(points, curve);
  }
}
