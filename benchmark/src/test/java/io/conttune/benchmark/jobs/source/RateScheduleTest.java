package io.conttune.benchmark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateScheduleTest {

  private static final Instant START = Instant.ofEpochMilli(1_000_000);
  private static final RateSchedule SCHEDULE =
      new RateSchedule(List.of(100L, 0L, 7L), Duration.ofSeconds(10), START);

  @Test
  void addsUpTheRatesOfTheStepsPassed() {
    assertThat(SCHEDULE.recordsDue(START.minusSeconds(5))).isZero();
    assertThat(SCHEDULE.recordsDue(START.plusMillis(9))).isZero();
    assertThat(SCHEDULE.recordsDue(START.plusMillis(10))).isEqualTo(1);
    assertThat(SCHEDULE.recordsDue(START.plusSeconds(10))).isEqualTo(1000);
    assertThat(SCHEDULE.recordsDue(START.plusSeconds(20))).isEqualTo(1000);
    assertThat(SCHEDULE.recordsDue(START.plusMillis(20_500))).isEqualTo(1003);
    assertThat(SCHEDULE.recordsDue(START.plusSeconds(3600))).isEqualTo(1070);
    assertThat(SCHEDULE.totalRecords()).isEqualTo(1070);
  }

  @Test
  void knowsRateAndStep() {
    assertThat(SCHEDULE.stepAt(START.minusMillis(1))).isEmpty();
    assertThat(SCHEDULE.stepAt(START)).hasValue(0);
    assertThat(SCHEDULE.stepAt(START.plusMillis(29_999))).hasValue(2);
    assertThat(SCHEDULE.stepAt(START.plusSeconds(30))).isEmpty();
    assertThat(SCHEDULE.rateAt(START.plusSeconds(9))).isEqualTo(100);
    assertThat(SCHEDULE.rateAt(START.plusSeconds(10))).isZero();
    assertThat(SCHEDULE.rateAt(START.plusSeconds(30))).isZero();
    assertThat(SCHEDULE.end()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void doesNotDriftOverFractionsOfARecord() {
    RateSchedule thirds = new RateSchedule(List.of(1L, 1L, 1L), Duration.ofMillis(333), START);

    assertThat(thirds.totalRecords()).isZero();
    assertThat(
            new RateSchedule(List.of(1L, 1L, 1L, 1L), Duration.ofMillis(250), START).totalRecords())
        .isEqualTo(1);
  }

  @Test
  void callsEveryRecordDueAtTheFirstMillisecondThatCountsIt() {
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Long> rates = random.longs(1 + random.nextInt(5), 0, 3000).boxed().toList();
      RateSchedule schedule =
          new RateSchedule(rates, Duration.ofMillis(1 + random.nextInt(5000)), START);
      if (schedule.totalRecords() > 0) {
        long record = random.nextLong(schedule.totalRecords());

        Instant due = schedule.dueAt(record);

        assertThat(schedule.recordsDue(due))
            .as("seed %d, %s", seed, schedule)
            .isGreaterThan(record);
        assertThat(schedule.recordsDue(due.minusMillis(1)))
            .as("seed %d, %s", seed, schedule)
            .isLessThanOrEqualTo(record);
      }
    }
  }

  @Test
  void sharesTheRecordsOutOverThePartitions() {
    Instant instant = START.plusMillis(7_777);
    long sum = 0;
    for (int number = 0; number < 7; number++) {
      sum += SCHEDULE.recordsDue(instant, new Partition(number, 7));
    }

    assertThat(sum).isEqualTo(SCHEDULE.recordsDue(instant)).isEqualTo(777);
    assertThat(SCHEDULE.recordsDue(START.plusMillis(10), new Partition(0, 7))).isEqualTo(1);
    assertThat(SCHEDULE.recordsDue(START.plusMillis(10), new Partition(1, 7))).isZero();
    assertThat(new Partition(1, 7).recordNumber(110)).isEqualTo(771);
  }

  @Test
  void refusesWhatIsNoSchedule() {
    Duration step = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new RateSchedule(List.of(), step, START))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> new RateSchedule(List.of(1L, -1L), step, START))
        .hasMessageContaining("none negative");
    assertThatThrownBy(() -> new RateSchedule(List.of(1L), Duration.ZERO, START))
        .hasMessageContaining("at least 1 ms");
    assertThatThrownBy(() -> new RateSchedule(List.of(Long.MAX_VALUE), step, START))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> SCHEDULE.dueAt(1070)).hasMessageContaining("1070");
  }
}
