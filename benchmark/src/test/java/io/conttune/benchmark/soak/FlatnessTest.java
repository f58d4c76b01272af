package io.conttune.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static Flatness of(Double... samples) {
    return Flatness.of("heap", List.of(samples), 1);
  }

  @Test
  void comparesTheMediansOfTheFirstAndTheLastQuarter() {
    Flatness flat = of(90.0, 500.0, 100.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 110.0, 111.0, 900.0);

    assertThat(flat.first()).isEqualTo(100);
    assertThat(flat.last()).isEqualTo(111);
    assertThat(flat.bound()).isCloseTo(111, offset(1e-9));
  }

  @Test
  void holdsOnlyUpToATenthAndTheSlack() {
    assertThat(of(100.0, 1.0, 1.0, 110.9).holds()).isTrue();
    assertThat(of(100.0, 1.0, 1.0, 111.1).holds()).isFalse();
  }

  @Test
  void nothingThatWasNotSampledHolds() {
    assertThat(of().holds()).isFalse();
  }
}
