package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class AcquisitionTest {
  private final Acquisition conservative = new ConservativeAcquisition();
  private final Acquisition improvement = new ConstrainedExpectedImprovement();

  @Test
  void takesTheLeastParallelismWhoseMeanReachesTheRate() {
    Model model = model(p -> new Prediction(100.0 * p, 1000), 2, 8);

    Acquired acquired = conservative.acquire(model, 450, 1, 20);

    assertThat(acquired).isEqualTo(new Acquired.Pick(5, new Prediction(500, 1000), 3));
  }

  @Test
  void countsAMeanEqualToTheRate() {
    Model model = model(p -> new Prediction(100.0 * p, 1), 2);

    assertThat(pick(conservative.acquire(model, 400, 1, 20))).isEqualTo(4);
  }

  @Test
  void picksNothingOutsideTheRange() {
    Model model = model(p -> new Prediction(100.0 * p, 0), 2);

    assertThat(pick(conservative.acquire(model, 100, 3, 20))).isEqualTo(3);
    assertThat(conservative.acquire(model, 2001, 1, 20)).isEqualTo(new Acquired.Empty());
    assertThat(improvement.acquire(model, 2001, 1, 20)).isEqualTo(new Acquired.Empty());
  }

  @Test
  void agreesWithTheImprovementWhereNothingIsUncertain() {
    Model model = model(p -> new Prediction(100.0 * p, 0), 1);

    assertThat(improvement.acquire(model, 450, 1, 20))
        .isEqualTo(conservative.acquire(model, 450, 1, 20));
    assertThat(pick(improvement.acquire(model, 2000, 1, 20))).isEqualTo(20);
  }

  @Test
  void improvementGamblesOnAnUncertainCheapParallelism() {
    // Score 10·Pr: at 1 it is 10·0.159, at 2 with its certainty 9.
    Model certain = model(p -> p == 1 ? new Prediction(90, 10) : new Prediction(200, 0), 1);
    // At 1 it is 10·0.46 against 1 at the only certain one.
    Model gamble = model(p -> p < 10 ? new Prediction(90 - p, 100) : new Prediction(200, 0), 1);

    assertThat(pick(improvement.acquire(certain, 100, 1, 10))).isEqualTo(2);
    assertThat(pick(improvement.acquire(gamble, 100, 1, 10))).isEqualTo(1);
    assertThat(pick(conservative.acquire(gamble, 100, 1, 10))).isEqualTo(10);
  }

  @Test
  void refusesRatesAndRangesWithoutMeaning() {
    Model model = model(p -> new Prediction(p, 0), 1);

    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> conservative.acquire(model, rate, 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rate");
    }
    assertThatThrownBy(() -> improvement.acquire(model, 1, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> improvement.acquire(model, 1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int pick(Acquired acquired) {
    return ((Acquired.Pick) acquired).parallelism();
  }

  private static Model model(IntFunction<Prediction> curve, int... observed) {
    List<Point> points = Arrays.stream(observed).mapToObj(p -> new Point(p, 100.0 * p, 1)).toList();
    return new FixedModel(curve, points);
  }
}
