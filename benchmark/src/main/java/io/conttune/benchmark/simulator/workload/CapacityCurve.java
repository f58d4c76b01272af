package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.core.Require;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Processing ability PA(p) of an operator as a function of its own parallelism. */
public sealed interface CapacityCurve {
  /**
   * Records per second that {@code parallelism} subtasks process together when none ever waits;
   * above 0.
   */
  double at(int parallelism);

  /**
   * Measured points: straight lines between them, the last slope beyond them, and in proportion to
   * the first point below it. Where the last slope falls, a hundredth of the last point is kept.
   */
  record Table(NavigableMap<Integer, Double> points) implements CapacityCurve {
    private static final double LEAST_SHARE = 0.01;

    public Table {
      points = new TreeMap<>(points);
      Require.atLeast("number of points", 1, points.size());
      points.forEach(
          (parallelism, ability) -> {
            Require.atLeast("parallelism of a point", 1, parallelism);
            Require.positive("processing ability of a point", ability);
          });
    }

    @Override
    public double at(int parallelism) {
      Map.Entry<Integer, Double> from = points.floorEntry(parallelism);
      if (from == null) {
        return proportional(points.firstEntry(), parallelism);
      }
      Map.Entry<Integer, Double> to = points.higherEntry(from.getKey());
      if (to == null) {
        to = from;
        from = points.lowerEntry(to.getKey());
      }
      if (from == null) {
        return proportional(to, parallelism);
      }
      double slope = (to.getValue() - from.getValue()) / (to.getKey() - from.getKey());
      double value = from.getValue() + slope * (parallelism - from.getKey());
      return Math.max(value, LEAST_SHARE * points.lastEntry().getValue());
    }

    private static double proportional(Map.Entry<Integer, Double> point, int parallelism) {
      return point.getValue() * parallelism / point.getKey();
    }
  }

  /** The universal scalability law. */
  record Usl(UslCurve curve) implements CapacityCurve {
    @Override
    public double at(int parallelism) {
      return curve.processingAbility(parallelism);
    }
  }

  /** γ·p^exponent: {@code gamma} records per second at parallelism 1, both above 0. */
  record Power(double gamma, double exponent) implements CapacityCurve {
    public Power {
      Require.positive("gamma", gamma);
      Require.positive("exponent", exponent);
    }

    @Override
    public double at(int parallelism) {
      // StrictMath: a run repeats to the last bit on every machine.
      return gamma * StrictMath.pow(parallelism, exponent);
    }
  }

  /**
   * limit·p / (half + p): never reaches {@code limit} records per second, and has half of it at
   * parallelism {@code half}; both above 0.
   */
  record Saturating(double limit, double half) implements CapacityCurve {
    public Saturating {
      Require.positive("limit", limit);
      Require.positive("half", half);
    }

    @Override
    public double at(int parallelism) {
      return limit * parallelism / (half + parallelism);
    }
  }
}
