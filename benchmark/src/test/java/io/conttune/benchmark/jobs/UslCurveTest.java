package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UslCurveTest {

  /** Worked by hand: 100 p / (1 + 0.1 (p - 1) + 0.01 p (p - 1)). */
  @ParameterizedTest
  @CsvSource({"1, 100", "2, 178.571429", "5, 312.5", "11, 354.838710"})
  void followsTheLawOfUniversalScalability(int parallelism, double recordsPerSecond) {
    UslCurve curve = new UslCurve(100, 0.1, 0.01);

    assertThat(curve.processingAbility(parallelism)).isCloseTo(recordsPerSecond, within(1e-6));
    assertThat(curve.secondsPerRecord(parallelism))
        .isCloseTo(parallelism / recordsPerSecond, within(1e-9));
  }

  @Test
  void isLinearWithoutContentionAndCoherency() {
    assertThat(new UslCurve(25, 0, 0).processingAbility(8)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "-1, 0, 0", "1, -0.1, 0", "1, 0, -0.1", "NaN, 0, 0", "Infinity, 0, 0"})
  void refusesWhatIsNoCurve(double gamma, double sigma, double kappa) {
    assertThatThrownBy(() -> new UslCurve(gamma, sigma, kappa))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected gamma > 0");
  }
}
