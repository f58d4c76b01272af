package io.conttune.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenthsTest {
  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        0.04,
        0.05,
        0.25,
        0.95,
        1.05,
        9.99,
        123.449,
        123.45,
        1e11 + 0.5,
        1e12,
        1e300,
        -3.25,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY
      })
  void areThoseOfAFormat(double number) {
    assertThat(Tenths.text(number)).isEqualTo(String.format(Locale.ROOT, "%.1f", number));
  }

  @Test
  void areThoseOfAFormatForAnyRate() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      double number = StrictMath.exp(25 * random.nextDouble() - 3);

      assertThat(Tenths.text(number))
          .as("%s, seed %d", number, seed)
          .isEqualTo(String.format(Locale.ROOT, "%.1f", number));
    }
  }
}
