package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.LargeJobs;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job of so many operators that the time of their number squared would be minutes. */
class LargeJobTest {
  private static final int OPERATORS = 20_000;

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isDecidedOnInTimeInProportionToItsOperators(LargeJobs shape) {
    TuningInput input = shape.of(OPERATORS).input(TunerState.Informed.INITIAL);

    Tuned tuned = Tuners.at(0.8).decide(input);

    assertThat(tuned.decision().evidence().operators()).hasSameSizeAs(input.graph().vertices());
  }
}
