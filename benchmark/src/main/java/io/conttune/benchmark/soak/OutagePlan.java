package io.conttune.benchmark.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws when a cluster fails, and how: one fault after another, with a healthy time between. */
final class OutagePlan {
  private static final List<FaultKind> KINDS = List.of(FaultKind.values());
  private static final Duration MEAN_BETWEEN = Duration.ofMinutes(6);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final double LONGEST_OF_SHORTEST = 24;
  private static final double ALL = 1;
  private static final double SOME = 0.4;

  private OutagePlan() {}

  /**
   * The faults of a cluster, which last from ten seconds to four minutes.
   *
   * @param jobs of the cluster
   * @param from milliseconds of the time of day
   */
  static List<Outage> of(RandomGenerator random, int jobs, long from, Duration duration) {
    List<Outage> outages = new ArrayList<>();
    long end = from + duration.toMillis();
    long at = from + between(random);
    while (at < end) {
      FaultKind kind = KINDS.get(random.nextInt(KINDS.size()));
      double length = SHORTEST.toMillis() * Math.pow(LONGEST_OF_SHORTEST, random.nextDouble());
      long to = at + Math.round(length);
      double share = kind == FaultKind.DOWN || random.nextBoolean() ? ALL : SOME;
      outages.add(new Outage(kind, random.nextInt(jobs), at, to, share));
      at = to + between(random);
    }
    return outages;
  }

  private static long between(RandomGenerator random) {
    return Math.round(-Math.log(1 - random.nextDouble()) * MEAN_BETWEEN.toMillis());
  }
}
