package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Saturating;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Table;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Usl;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Draws the curve of an operator that needs a drawn number of subtasks for a rate. Some curves fall
 * from a parallelism on; the rate lies well on the side on which they rise, with room for a
 * utilisation of 0.8 and a drift of 12 %.
 */
final class CurveDraw {
  private static final int LEAST_SUBTASKS = 2;
  private static final int MOST_SUBTASKS = 24;
  private static final int KINDS = 5;

  /** A curve has to reach this multiple of the rate somewhere. */
  private static final double ROOM = 1.6;

  private static final int WITHIN = 40;

  private final SplittableRandom random;

  CurveDraw(SplittableRandom random) {
    this.random = random;
  }

  /** A curve whose least sufficient parallelism for {@code wanted} is from 2 to 24. */
  CapacityCurve curve(double wanted) {
    DoubleFunction<CapacityCurve> shape = shape(random.nextInt(KINDS));
    CapacityCurve unit = shape.apply(1);
    int subtasks = random.nextInt(LEAST_SUBTASKS, MOST_SUBTASKS + 1);
    while (subtasks > LEAST_SUBTASKS && most(unit) < ROOM * unit.at(subtasks)) {
      subtasks--;
    }
    // Half a step below, so that one subtask fewer clearly does not suffice.
    double half = (unit.at(subtasks - 1) + unit.at(subtasks)) / 2;
    return shape.apply(wanted / half);
  }

  private static double most(CapacityCurve curve) {
    double most = 0;
    for (int p = 1; p <= WITHIN; p++) {
      most = Math.max(most, curve.at(p));
    }
    return most;
  }

  /** The curve over its scale. */
  private DoubleFunction<CapacityCurve> shape(int kind) {
    double one = random.nextDouble();
    double other = random.nextDouble();
    return switch (kind) {
      case 0 -> scale -> new Power(scale, 0.75 + 0.25 * one);
      case 1 -> scale -> new Usl(new UslCurve(scale, 0.04 * one, 0.0005 * other));
      // Falls from sqrt((1 - σ) / κ) on: from 16 to 31 subtasks.
      case 2 -> scale -> new Usl(new UslCurve(scale, 0.02 * one, 0.001 + 0.003 * other));
      case 3 -> scale -> new Saturating(scale * (30 + 50 * one), 30 + 50 * one);
      default -> table(one, other);
    };
  }

  /** Points of a curve with a bend, each a little off. */
  private DoubleFunction<CapacityCurve> table(double one, double other) {
    NavigableMap<Integer, Double> points = new TreeMap<>();
    double bend = 4 + 12 * one;
    double slope = 0.5 + 0.4 * other;
    for (int p : new int[] {1, 2, 4, 7, 10, 14, 19, 25, 32, 40}) {
      double value = Math.min(p, bend) + slope * Math.max(0, p - bend);
      points.put(p, value * (1 + 0.03 * (random.nextDouble() - 0.5)));
    }
    return scale -> {
      NavigableMap<Integer, Double> scaled = new TreeMap<>();
      points.forEach((p, value) -> scaled.put(p, value * scale));
      return new Table(scaled);
    };
  }
}
