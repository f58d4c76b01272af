package io.conttune.benchmark.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadChangesTest {
  private static List<Long> minutes(Duration step, Double... rates) {
    return LoadChanges.of(RatePlan.of(List.of(rates), step)).stream()
        .map(at -> at.getEpochSecond() / 60)
        .toList();
  }

  @Test
  void areAllOfALongStep() {
    assertThat(minutes(Duration.ofMinutes(2), 1.0, 1.01, 1.01, 1.0)).containsExactly(0L, 2L, 6L);
  }

  @Test
  void areThoseThatLastInATraceOfMinutes() {
    assertThat(minutes(Duration.ofMinutes(1), 10.0, 12.0, 12.0, 10.0, 12.0, 11.5, 11.0, 11.5))
        .containsExactly(0L, 4L);
  }

  @Test
  void areToldFromTheRateOfTheLastOneSoThatASlowRiseCounts() {
    assertThat(minutes(Duration.ofMinutes(1), 10.0, 10.5, 11.0, 11.5, 12.0, 12.5, 13.0, 13.5, 14.0))
        .containsExactly(0L, 2L, 5L);
  }

  @Test
  void areNoneWhereTheRateGoesUpAndDown() {
    assertThat(minutes(Duration.ofMinutes(1), 10.0, 12.0, 8.0, 12.0, 8.0)).containsExactly(0L);
  }

  @Test
  void areNoneAtTheEndOfATraceThatDoesNotShowThatTheyLast() {
    assertThat(minutes(Duration.ofMinutes(1), 10.0, 10.0, 20.0, 20.0)).containsExactly(0L);
  }

  @Test
  void areToldFromASilentSource() {
    assertThat(minutes(Duration.ofMinutes(1), 0.0, 0.0, 1.0, 1.0, 1.0)).containsExactly(0L, 2L);
  }
}
