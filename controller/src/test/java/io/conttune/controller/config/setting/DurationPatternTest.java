package io.conttune.controller.config.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The pattern matches the durations within its bounds and no other. */
class DurationPatternTest {
  private static final String[] UNITS = {"ms", "s", "m", "h"};

  @RepeatedTest(20)
  void matchesExactlyWhatLiesWithinTheBounds(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    RandomGenerator random = new Random(seed * 1_000_003);
    Duration least = Duration.ofMillis((long) Math.pow(10, random.nextDouble(0, 8)) - 1);
    Duration most = least.plusMillis((long) Math.pow(10, random.nextDouble(0, 9)));
    Pattern pattern = Pattern.compile(DurationPattern.between(least, most));

    for (int i = 0; i < 2000; i++) {
      String unit = UNITS[random.nextInt(UNITS.length)];
      String text = (long) Math.pow(10, random.nextDouble(0, 9)) - 1 + unit;
      Duration duration = DurationText.parse(text).orElseThrow();
      boolean lies = duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;

      assertThat(pattern.matcher(text).matches())
          .as("seed %d: %s from %s to %s: %s", seed, text, least, most, pattern)
          .isEqualTo(lies);
    }
  }
}
