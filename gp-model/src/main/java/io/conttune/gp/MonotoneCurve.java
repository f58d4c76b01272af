package io.conttune.gp;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The non-decreasing curve nearest to a given one in the sense of least squares, over a range of
 * parallelism, by pooling adjacent violators. Exact at every integer where the knots suffice for
 * them; otherwise the knots are spread evenly over the logarithms and interpolated between.
 */
final class MonotoneCurve {
  private final int[] knots;
  private final double[] values;

  MonotoneCurve(IntToDoubleFunction curve, int from, int to, int maxKnots) {
    knots = knots(from, to, maxKnots);
    values = pooled(Arrays.stream(knots).mapToDouble(curve).toArray());
  }

  private static int[] knots(int from, int to, int maxKnots) {
    if (to - from < maxKnots) {
      return IntStream.rangeClosed(from, to).toArray();
    }
    double start = StrictMath.log(from);
    double step = (StrictMath.log(to) - start) / (maxKnots - 1);
    IntStream between =
        IntStream.range(1, maxKnots - 1).map(i -> (int) StrictMath.exp(start + i * step));
    return IntStream.concat(IntStream.of(from, to), between).sorted().distinct().toArray();
  }

  private static double[] pooled(double[] values) {
    double[] means = new double[values.length];
    int[] counts = new int[values.length];
    int pools = 0;
    for (double value : values) {
      means[pools] = value;
      counts[pools] = 1;
      pools++;
      while (pools > 1 && means[pools - 2] > means[pools - 1]) {
        int count = counts[pools - 2] + counts[pools - 1];
        double sum = counts[pools - 2] * means[pools - 2] + counts[pools - 1] * means[pools - 1];
        pools--;
        means[pools - 1] = sum / count;
        counts[pools - 1] = count;
      }
    }
    double[] result = new double[values.length];
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      Arrays.fill(result, at, at + counts[pool], means[pool]);
      at += counts[pool];
    }
    return result;
  }

  /** The value at a parallelism of the range; at one above it the last value. */
  double at(int parallelism) {
    int found = Arrays.binarySearch(knots, parallelism);
    if (found >= 0) {
      return values[found];
    }
    int above = -found - 1;
    if (above == knots.length) {
      return last();
    }
    double from = StrictMath.log(knots[above - 1]);
    double share = (StrictMath.log(parallelism) - from) / (StrictMath.log(knots[above]) - from);
    return values[above - 1] + share * (values[above] - values[above - 1]);
  }

  double first() {
    return values[0];
  }

  double last() {
    return values[values.length - 1];
  }
}
