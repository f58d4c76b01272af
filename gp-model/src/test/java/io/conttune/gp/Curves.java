package io.conttune.gp;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Scaling curves with a known truth, and seeded histories observed from them. */
enum Curves {
  UNIVERSAL_SCALABILITY,
  POWER_LAW,
  SATURATING,
  STEP,
  LINEAR;

  double at(int p) {
    return switch (this) {
      case UNIVERSAL_SCALABILITY -> 1e5 * p / (1 + 0.03 * (p - 1) + 0.0005 * p * (p - 1));
      case POWER_LAW -> 2e4 * Math.pow(p, 0.8);
      case SATURATING -> 3e6 * (1 - Math.exp(-p / 12.0));
      case STEP -> 4e5 * (p <= 12 ? p : 12 + 0.6 * (p - 12));
      case LINEAR -> 1e3 * p;
    };
  }

  /** Between 4 and 10 distinct parallelisms of 1..32, the noise divided by √samples. */
  List<Point> observed(double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] parallelisms =
        random.ints(1, 33).distinct().limit(random.nextInt(4, 11)).sorted().toArray();
    List<Point> points = new ArrayList<>();
    for (int parallelism : parallelisms) {
      int samples = random.nextInt(1, 6);
      double factor = Math.exp(noise * random.nextGaussian() / Math.sqrt(samples));
      points.add(new Point(parallelism, at(parallelism) * factor, samples));
    }
    return points;
  }
}
