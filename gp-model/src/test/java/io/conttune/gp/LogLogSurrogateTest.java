package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLogSurrogateTest {
  private final Surrogate surrogate = new LogLogSurrogate();

  /** The smallest is the worst: from two subtasks to one the model is linear at most. */
  @Test
  void predictsEachPointOfTheReadmeDataFromTheOthersWithin2Point5Percent() {
    List<Point> points = Golden.points("readme");

    double sum = 0;
    for (Point left : points) {
      sum += relativeError(fitWithout(points, left), left);
    }

    double mean = sum / points.size();
    System.out.printf("leave-one-out on the README data: %.2f %%%n", 100 * mean);
    assertThat(mean).isPositive().isLessThanOrEqualTo(0.025);
  }

  @Test
  void extrapolatesTheNextTwoOfTheReadmeDataWithin4Point5Percent() {
    List<Point> points = Golden.points("readme");

    List<Double> means = new ArrayList<>();
    for (int known = 2; known <= points.size() - 2; known++) {
      Model model = surrogate.fit(points.subList(0, known));
      double next = relativeError(model, points.get(known));
      means.add((next + relativeError(model, points.get(known + 1))) / 2);
    }

    double all = means.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double last = means.get(means.size() - 1);
    System.out.printf("next two: mean %.2f %%, last %.2f %%%n", 100 * all, 100 * last);
    assertThat(all).isPositive().isLessThanOrEqualTo(0.045);
    assertThat(last).isLessThanOrEqualTo(0.045);
  }

  /** The prior's constants were chosen on curves like these, but not on these histories. */
  @Test
  void bandOfTwoDeviationsHoldsMostTrueValuesInGaps() {
    for (double noise : new double[] {0.01, 0.03, 0.12}) {
      int inside = 0;
      int all = 0;
      for (Curves curve : Curves.values()) {
        for (long seed = 0; seed < 20; seed++) {
          List<Point> points = curve.observed(noise, seed);
          for (Point left : points) {
            Prediction prediction = fitWithout(points, left).predict(left.parallelism());
            double miss = Math.abs(prediction.mean() - curve.at(left.parallelism()));
            inside += miss <= 2 * prediction.standardDeviation() ? 1 : 0;
            all++;
          }
        }
      }
      double share = (double) inside / all;
      System.out.printf(
          "noise %.2f, seeds 0..19: 2σ holds %.1f %% of %d%n", noise, 100 * share, all);
      assertThat(share).isBetween(0.88, 0.999);
    }
  }

  @Test
  void trustsAMeanOfManySamplesMoreThanASingleOne() {
    List<Point> trusted =
        List.of(new Point(2, 200, 1), new Point(4, 500, 100), new Point(8, 800, 1));
    List<Point> doubted = List.of(new Point(2, 200, 1), new Point(4, 500, 1), new Point(8, 800, 1));

    Prediction many = surrogate.fit(trusted).predict(4);
    Prediction one = surrogate.fit(doubted).predict(4);

    assertThat(Math.abs(many.mean() - 500)).isLessThan(Math.abs(one.mean() - 500));
    assertThat(many.standardDeviation()).isLessThan(one.standardDeviation());
  }

  @Test
  void neverFallsOverADecreasingHistory() {
    List<Point> points = List.of(new Point(2, 900, 5), new Point(8, 700, 5), new Point(16, 400, 5));

    Model model = surrogate.fit(points);

    for (int parallelism = 2; parallelism <= 40; parallelism++) {
      assertThat(model.mean(parallelism)).isGreaterThanOrEqualTo(model.mean(parallelism - 1));
    }
    assertThat(model.mean(8)).isBetween(400.0, 900.0);
  }

  @Test
  void promisesNoMoreOfEachSubtaskBelowTheDataThanAtTheSmallestObserved() {
    List<Point> contended = List.of(new Point(8, 80, 5), new Point(16, 100, 5));

    Model model = surrogate.fit(contended);

    assertThat(model.mean(4)).isCloseTo(model.mean(8) / 2, withinPercentage(1e-9));
    assertThat(model.mean(1)).isCloseTo(model.mean(8) / 8, withinPercentage(1e-9));
  }

  @Test
  void promisesNoMoreThanLinearScalingBeyondTheData() {
    List<Point> superlinear = List.of(new Point(1, 1, 5), new Point(2, 4, 5), new Point(4, 16, 5));

    Model model = surrogate.fit(superlinear);

    assertThat(model.mean(8)).isCloseTo(2 * model.mean(4), withinPercentage(1e-9));
  }

  @Test
  void doubtsMoreTheFurtherItLooks() {
    Model model = surrogate.fit(Golden.points("readme"));

    double inside = relativeDeviation(model, 20);
    double near = relativeDeviation(model, 30);
    double far = relativeDeviation(model, 100);

    assertThat(inside).isLessThan(near);
    assertThat(near).isLessThan(far);
  }

  @Test
  void interpolatesBetweenKnotsOverAWideRange() {
    List<Point> points = List.of(new Point(1, 1e3, 5), new Point(100_000, 1e7, 5));

    Model model = surrogate.fit(points);

    double before = model.mean(49_999);
    assertThat(before).isBetween(model.mean(40_000), model.mean(50_000));
    assertThat(model.mean(100_000)).isCloseTo(1e7, withinPercentage(10));
  }

  private Model fitWithout(List<Point> points, Point left) {
    return surrogate.fit(points.stream().filter(point -> !point.equals(left)).toList());
  }

  private static double relativeError(Model model, Point point) {
    return Math.abs(model.mean(point.parallelism()) / point.processingAbility() - 1);
  }

  private static double relativeDeviation(Model model, int parallelism) {
    Prediction prediction = model.predict(parallelism);
    return prediction.standardDeviation() / prediction.mean();
  }
}
