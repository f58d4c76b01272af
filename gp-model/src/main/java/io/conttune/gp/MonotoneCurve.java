package io.conttune.gp;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The non-decreasing curve nearest to a given one in the sense of least squares, on 1..largest
 * parallelism, by pooling adjacent violators. Logarithmic in its values. Exact at every integer up
 * to 1024; over a wider range at about as many knots, interpolated between.
 */
final class MonotoneCurve {
  private static final int MAX_KNOTS = 1024;

  private final int[] knots;
  private final double[] values;

  MonotoneCurve(IntToDoubleFunction curve, int largest) {
    knots = knots(largest);
    values = pooled(Arrays.stream(knots).mapToDouble(curve).toArray());
  }

  private static int[] knots(int largest) {
    if (largest <= MAX_KNOTS) {
      return IntStream.rangeClosed(1, largest).toArray();
    }
    double step = StrictMath.log(largest) / (MAX_KNOTS - 1);
    return IntStream.range(0, MAX_KNOTS)
        .map(i -> i == MAX_KNOTS - 1 ? largest : (int) StrictMath.exp(i * step))
        .distinct()
        .toArray();
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

  /** The value at 1..largest. */
  double at(int parallelism) {
    int found = Arrays.binarySearch(knots, parallelism);
    if (found >= 0) {
      return values[found];
    }
    int above = -found - 1;
    double from = StrictMath.log(knots[above - 1]);
    double share = (StrictMath.log(parallelism) - from) / (StrictMath.log(knots[above]) - from);
    return values[above - 1] + share * (values[above] - values[above - 1]);
  }

  double last() {
    return values[values.length - 1];
  }
}
