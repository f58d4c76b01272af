package io.conttune.controller.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5",
    "0.004, 4.00e-03",
    "7, 7",
    "9.996, 10",
    "99.96, 100",
    "999.4, 999",
    "999.6, 1 k",
    "1234567, 1.23 M",
    "38089.8, 38.1 k",
    "4e6, 4 M",
    "100e3, 100 k",
    "-2e9, -2 G",
    "1e15, 1.00e+15"
  })
  void writesThreeDigitsAndAThousand(double value, String expected) {
    assertThat(RateText.text(value)).isEqualTo(expected);
  }
}
