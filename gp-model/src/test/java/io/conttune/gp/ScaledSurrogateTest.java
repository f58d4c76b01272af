package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledSurrogateTest {
  private static final List<Point> SMALL =
      List.of(new Point(4, 91.5, 3), new Point(8, 172.3, 2), new Point(16, 286.7, 5));
  private static final Surrogate SCALED =
      new ScaledSurrogate(new RbfSurrogate(), ScaledSurrogate.PAPER_SCALE);

  @Test
  void leavesDataAloneThatHaveTheScaleAlready() {
    double factor = ScaledSurrogate.PAPER_SCALE / 286.7;
    List<Point> atScale = times(SMALL, factor);

    Model direct = new RbfSurrogate().fit(atScale);
    Model scaled = SCALED.fit(atScale);

    for (int p = 1; p <= 20; p++) {
      assertThat(scaled.mean(p)).isCloseTo(direct.mean(p), within(1e-6 * (1 + direct.mean(p))));
    }
  }

  @Test
  void saysTheSameInEveryUnit() {
    Model perSecond = SCALED.fit(SMALL);
    Model perHour = SCALED.fit(times(SMALL, 3600));

    for (int p = 1; p <= 20; p++) {
      Prediction one = perSecond.predict(p);
      Prediction other = perHour.predict(p);
      assertThat(other.mean() / 3600).isCloseTo(one.mean(), within(1e-6));
      assertThat(other.standardDeviation() / 3600).isCloseTo(one.standardDeviation(), within(1e-6));
    }
  }

  @Test
  void fallsTowardsZeroFarFromObservationsHoweverSmallTheyAre() {
    Model model = SCALED.fit(SMALL);

    assertThat(model.mean(8)).isCloseTo(172.3, within(0.01));
    assertThat(model.mean(64)).isLessThan(30);
  }

  @Test
  void namesTheSurrogateBehindItAndKeepsThePoints() {
    Model model = SCALED.fit(SMALL);

    assertThat(SCALED.name()).isEqualTo("rbf");
    assertThat(model.points()).isEqualTo(SMALL);
    assertThat(model.hyperparameters().signalDeviation()).isLessThanOrEqualTo(286.7 / 14);
    assertThat(model.hyperparameters().noiseDeviation()).isZero();
  }

  @Test
  void refusesAScaleThatIsNoPositiveNumber() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ScaledSurrogate(new RbfSurrogate(), wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("scale must be finite and positive");
    }
  }

  private static List<Point> times(List<Point> points, double factor) {
    return points.stream()
        .map(p -> new Point(p.parallelism(), p.processingAbility() * factor, p.samples()))
        .toList();
  }
}
