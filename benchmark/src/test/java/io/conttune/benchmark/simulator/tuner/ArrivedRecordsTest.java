package io.conttune.benchmark.simulator.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.simulator.schedule.RatePlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivedRecordsTest {
  private final ArrivedRecords arrived =
      new ArrivedRecords(RatePlan.of(List.of(1.0, 3.0, 2.0), Duration.ofSeconds(60)));

  @Test
  void theOldestRecordIsOlderWhereFewerArrived() {
    assertThat(arrived.age(1, 30)).isCloseTo(30, within(1e-9));
    assertThat(arrived.age(2, 30)).isCloseTo(10, within(1e-9));
    assertThat(arrived.age(2, 190)).isCloseTo(70, within(1e-9));
    assertThat(arrived.age(3, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 20, 60, 75, 119})
  void aBacklogOfAnAgeHasThatAge(double age) {
    assertThat(arrived.age(2, arrived.backlog(2, age))).isCloseTo(age, within(1e-9));
    assertThat(arrived.age(3, arrived.backlog(3, age))).isCloseTo(age, within(1e-9));
  }

  @Test
  void noRecordIsOlderThanThePlan() {
    assertThat(arrived.backlog(1, 500)).isCloseTo(60, within(1e-9));
    assertThat(arrived.age(1, 60)).isCloseTo(60, within(1e-9));
  }
}
