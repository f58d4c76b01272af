package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.rescale.TimeBySize.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeBySizeTest {
  private static final double GIB = 1 << 30;

  @Test
  void tellsTheMedianTheLongestAndTheirNumber() {
    TimeBySize times = times(1, 40, 1, 1, 1, 3);

    assertThat(times.median()).isEqualTo(Duration.ofSeconds(3));
    assertThat(times.longest()).isEqualTo(Duration.ofSeconds(40));
    assertThat(times.count()).isEqualTo(3);
  }

  @Test
  void isTheMedianWhereNoSizeIsKnown() {
    Timed unsized = new Timed(OptionalLong.empty(), Duration.ofSeconds(3));

    assertThat(times(1, 2).at(OptionalLong.empty())).isEqualTo(Duration.ofSeconds(2));
    assertThat(new TimeBySize(List.of(unsized)).at(bytes(4))).isEqualTo(Duration.ofSeconds(3));
  }

  /** 2 s always, and 10 s for each GiB. */
  @Test
  void followsTheSizeOnceTwoSizesWereTimed() {
    TimeBySize times = times(0.1, 3, 1, 12);

    assertSeconds(times, 4, 42);
    assertSeconds(times, 0.5, 7);
    assertSeconds(times, 0.1, 3);
  }

  @Test
  void growsInProportionAndDoesNotShrinkWhereOneSizeWasTimed() {
    TimeBySize times = times(1, 8, 1.2, 9, 1.1, 10);

    assertSeconds(times, 1.1, 9);
    assertSeconds(times, 4.4, 36);
    assertSeconds(times, 0.1, 9);
  }

  @Test
  void doesNotMakeASizeOfStateThatTakesNoTime() {
    TimeBySize times = times(0.00001, 0.5, 0.0001, 1.5, 0.001, 1.5);

    assertSeconds(times, 0.01, 1.5);
    assertSeconds(times, 0.0625, 1.5);
  }

  /** The times of such differ for other reasons too: here the larger one took less. */
  @Test
  void takesNoSlopeFromSizesThatAreClose() {
    TimeBySize times = times(0.1, 2, 0.15, 1.5);

    assertSeconds(times, 1.5, 20);
    assertSeconds(times, 0.15, 2);
  }

  @Test
  void oneTimeThatIsFarOffChangesLittle() {
    TimeBySize times = times(0.5, 7, 1, 12, 2, 22, 3, 32, 4, 1200);

    assertThat(seconds(times, 4)).isCloseTo(42, within(3.0));
  }

  @Test
  void isNeverBelowZeroNorShorterForMoreState() {
    TimeBySize times = times(1, 12, 4, 2);

    assertThat(seconds(times, 100)).isEqualTo(seconds(times, 0.1)).isPositive();
  }

  @Test
  void needsATime() {
    assertThatThrownBy(() -> new TimeBySize(List.of())).hasMessage("nothing was timed");
  }

  private static void assertSeconds(TimeBySize times, double gibibytes, double seconds) {
    assertThat(seconds(times, gibibytes)).isCloseTo(seconds, within(0.01));
  }

  private static double seconds(TimeBySize times, double gibibytes) {
    return times.at(bytes(gibibytes)).toNanos() / 1e9;
  }

  /** Pairs of a size in GiB and a time in seconds. */
  private static TimeBySize times(double... pairs) {
    List<Timed> timed = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      timed.add(new Timed(bytes(pairs[i]), Duration.ofNanos(Math.round(pairs[i + 1] * 1e9))));
    }
    return new TimeBySize(timed);
  }

  private static OptionalLong bytes(double gibibytes) {
    return OptionalLong.of(Math.round(gibibytes * GIB));
  }
}
