package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.List;
import java.util.OptionalDouble;

/** A way to predict processing ability at a parallelism from a history. */
interface StudiedModel {
  /** The name in the tables. */
  String name();

  /** Fits to points in ascending parallelism, at least two. */
  Estimate fit(List<Point> points);

  /** A fitted curve, of which not every contender knows the uncertainty. */
  interface Estimate {
    /** Expected processing ability, records/s. */
    double mean(int parallelism);

    /** Its standard deviation, records/s. */
    default OptionalDouble deviation(int parallelism) {
      return OptionalDouble.empty();
    }
  }
}
