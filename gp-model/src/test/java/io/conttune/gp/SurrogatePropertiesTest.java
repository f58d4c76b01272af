package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurrogatePropertiesTest {
  private static final long FIRST_SEED = 20_260_101;

  static Stream<Surrogate> surrogates() {
    return Stream.of(new RbfSurrogate(), new LogLogSurrogate());
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void staysFiniteAndRepeatsForRandomHistories(Surrogate surrogate) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 60; seed++) {
      List<Point> points = randomHistory(seed);

      Model model = surrogate.fit(points);

      Collections.reverse(points);
      Model again = surrogate.fit(points);
      assertThat(again.hyperparameters()).as("seed %d", seed).isEqualTo(model.hyperparameters());
      for (int parallelism : new int[] {1, 2, 7, 31, 64, 129, 1000}) {
        // Prediction refuses whatever is not finite, or a negative deviation.
        assertThat(again.predict(parallelism))
            .as("seed %d", seed)
            .isEqualTo(model.predict(parallelism));
        assertThat(model.predict(parallelism).mean()).isEqualTo(model.mean(parallelism));
      }
    }
    System.out.printf("%s: seeds %d and 59 more%n", surrogate.name(), FIRST_SEED);
  }

  @Test
  void loglogIsPositiveMonotoneAndBounded() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 60; seed++) {
      List<Point> points = randomHistory(seed);

      Model model = new LogLogSurrogate().fit(points);

      int largest = points.stream().mapToInt(Point::parallelism).max().orElseThrow();
      double before = 0;
      for (int parallelism = 1; parallelism <= 2 * largest; parallelism++) {
        double mean = model.mean(parallelism);
        assertThat(mean).as("seed %d", seed).isPositive().isGreaterThanOrEqualTo(before);
        before = mean;
      }
      double linear = model.mean(largest) * 2 * (1 + 1e-12);
      assertThat(model.mean(2 * largest)).as("seed %d", seed).isLessThanOrEqualTo(linear);
    }
    System.out.printf("loglog: seeds %d and 59 more%n", FIRST_SEED);
  }

  @Test
  void rbfStaysInsideItsBounds() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 60; seed++) {
      Hyperparameters found = new RbfSurrogate().fit(randomHistory(seed)).hyperparameters();

      assertThat(found.lengthScale()).as("seed %d", seed).isBetween(1e-5, 1e5);
      assertThat(found.signalDeviation()).as("seed %d", seed).isBetween(1e-5, 5e5);
      assertThat(found.negativeLogLikelihood()).as("seed %d", seed).isFinite();
    }
    System.out.printf("rbf: seeds %d and 59 more%n", FIRST_SEED);
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void handlesExtremeHistories(Surrogate surrogate) {
    List<List<Point>> histories =
        List.of(
            history(1, p -> 1e-6),
            history(1, p -> 1e12),
            history(2, p -> 1e6),
            history(3, p -> 5),
            history(26, p -> 1e6),
            history(26, p -> 1e6 / p),
            history(13, p -> Math.pow(10, p - 7)),
            history(13, p -> 1e-300),
            history(13, p -> 1e300),
            List.of(new Point(1, 1, Integer.MAX_VALUE), new Point(Integer.MAX_VALUE, 1e9, 1)));

    for (List<Point> history : histories) {
      Model model = surrogate.fit(history);

      for (int parallelism : new int[] {1, 2, 3, 40, 100_000, Integer.MAX_VALUE}) {
        assertThat(model.predict(parallelism).mean()).as("%s", history).isFinite();
        assertThat(model.predict(parallelism).standardDeviation()).isNotNegative();
      }
      assertThat(model.points()).isEqualTo(history);
    }
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  @Timeout(60)
  void fits500Points(Surrogate surrogate) {
    List<Point> points = history(500, p -> 3e4 * Math.pow(p, 0.9) * (1 + 0.01 * (p % 7)));

    Model model = surrogate.fit(points);

    assertThat(model.mean(250)).isBetween(0.9 * at(points, 250), 1.1 * at(points, 250));
  }

  @ParameterizedTest
  @MethodSource("surrogates")
  void refusesNoPointsTwiceTheSameAndParallelismZero(Surrogate surrogate) {
    assertThatThrownBy(() -> surrogate.fit(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> surrogate.fit(List.of(new Point(3, 1, 1), new Point(3, 2, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
    Model model = surrogate.fit(List.of(new Point(3, 1, 1)));
    assertThatThrownBy(() -> model.predict(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> model.mean(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pointsAndPredictionsRefuseWhatIsNoNumber() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Point(1, bad, 1)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Point(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Point(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Prediction(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Prediction(1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Prediction(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Up to 26 parallelisms of 1..64, values over up to twelve orders of magnitude. */
  private static List<Point> randomHistory(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] parallelisms = random.ints(1, 65).distinct().limit(random.nextInt(1, 27)).toArray();
    double scale = Math.pow(10, random.nextDouble(-3, 9));
    double spread = random.nextDouble(0, 2);
    double exponent = random.nextDouble(-1, 1.3);
    List<Point> points = new ArrayList<>();
    for (int parallelism : parallelisms) {
      double ability =
          scale * Math.pow(parallelism, exponent) * Math.exp(spread * random.nextGaussian());
      points.add(new Point(parallelism, ability, random.nextInt(1, 6)));
    }
    return points;
  }

  private static List<Point> history(int size, IntToDoubleFunction curve) {
    return IntStream.rangeClosed(1, size)
        .mapToObj(p -> new Point(p, curve.applyAsDouble(p), 1))
        .toList();
  }

  private static double at(List<Point> points, int parallelism) {
    return points.get(parallelism - 1).processingAbility();
  }
}
