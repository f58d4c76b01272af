package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelaysTest {
  private static final Duration POLL = Duration.ofNanos(10);

  @Test
  void areWhatALookComesLaterThanAPollAfterTheOneBefore() {
    Delays delays = Delays.between(List.of(List.of(0L, 10L, 23L, 28L)), 0, 30, POLL);

    assertThat(delays.sorted()).containsExactly(0L, 0L, 3L);
  }

  @Test
  void areThoseOfTheMeasuredTimeOnly() {
    Delays delays = Delays.between(List.of(List.of(0L, 15L, 27L, 44L)), 20, 40, POLL);

    assertThat(delays.sorted()).containsExactly(2L);
  }

  @Test
  void countAJobThatIsNotLookedAtAnyMore() {
    Delays delays = Delays.between(List.of(List.of(0L), List.of(0L, 10L)), 0, 100, POLL);

    assertThat(delays.sorted()).containsExactly(0L, 80L, 90L);
  }

  @Test
  void tellTheDelayThatAShareDidNotExceed() {
    Delays delays =
        new Delays(LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000_000).boxed().toList());

    assertThat(delays.seconds(0.5)).isEqualTo(100);
    assertThat(delays.seconds(0.99)).isEqualTo(198);
    assertThat(delays.seconds(1)).isEqualTo(200);
    assertThat(new Delays(List.of()).seconds(0.99)).isZero();
  }
}
