package io.conttune.benchmark.jmh;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.gp.Point;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Histories of operators that scale by a USL curve, with 3 % noise; the same for the same seed. */
final class Histories {
  private static final double NOISE = 0.03;

  private Histories() {}

  /**
   * Draws histories.
   *
   * @param count number of histories, from seeds 0 on
   * @param distinct parallelisms of each, of a range that is a quarter larger
   * @param scale processing ability of one subtask, records/s
   */
  static List<List<Point>> drawn(int count, int distinct, double scale) {
    return LongStream.range(0, count)
        .mapToObj(seed -> drawn(new SplittableRandom(seed), distinct, scale))
        .toList();
  }

  private static List<Point> drawn(RandomGenerator random, int distinct, double scale) {
    UslCurve curve =
        new UslCurve(scale, random.nextDouble(0.01, 0.1), random.nextDouble(1e-5, 1e-4));
    int[] parallelisms =
        random.ints(1, distinct + distinct / 4 + 1).distinct().limit(distinct).sorted().toArray();
    return IntStream.of(parallelisms)
        .mapToObj(p -> new Point(p, curve.processingAbility(p) * noise(random), 1))
        .toList();
  }

  private static double noise(RandomGenerator random) {
    return StrictMath.exp(NOISE * random.nextGaussian());
  }
}
