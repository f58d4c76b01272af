package io.conttune.benchmark.jobs;

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
    assertThat(SCHEDULE.linesDue(START.minusSeconds(5))).isZero();
    assertThat(SCHEDULE.linesDue(START.plusMillis(9))).isZero();
    assertThat(SCHEDULE.linesDue(START.plusMillis(10))).isEqualTo(1);
    assertThat(SCHEDULE.linesDue(START.plusSeconds(10))).isEqualTo(1000);
    assertThat(SCHEDULE.linesDue(START.plusSeconds(20))).isEqualTo(1000);
    assertThat(SCHEDULE.linesDue(START.plusMillis(20_500))).isEqualTo(1003);
    assertThat(SCHEDULE.linesDue(START.plusSeconds(3600))).isEqualTo(1070);
    assertThat(SCHEDULE.totalLines()).isEqualTo(1070);
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
  void doesNotDriftOverFractionsOfALine() {
    RateSchedule thirds = new RateSchedule(List.of(1L, 1L, 1L), Duration.ofMillis(333), START);

    assertThat(thirds.totalLines()).isZero();
    assertThat(
            new RateSchedule(List.of(1L, 1L, 1L, 1L), Duration.ofMillis(250), START).totalLines())
        .isEqualTo(1);
  }

  @Test
  void callsEveryLineDueAtTheFirstMillisecondThatCountsIt() {
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Long> rates = random.longs(1 + random.nextInt(5), 0, 3000).boxed().toList();
      RateSchedule schedule =
          new RateSchedule(rates, Duration.ofMillis(1 + random.nextInt(5000)), START);
      if (schedule.totalLines() > 0) {
        long line = random.nextLong(schedule.totalLines());

        Instant due = schedule.dueAt(line);

        assertThat(schedule.linesDue(due)).as("seed %d, %s", seed, schedule).isGreaterThan(line);
        assertThat(schedule.linesDue(due.minusMillis(1)))
            .as("seed %d, %s", seed, schedule)
            .isLessThanOrEqualTo(line);
      }
    }
  }

  @Test
  void sharesTheLinesOutOverThePartitions() {
    Instant instant = START.plusMillis(7_777);
    long sum = 0;
    for (int number = 0; number < 7; number++) {
      sum += SCHEDULE.linesDue(instant, new Partition(number, 7));
    }

    assertThat(sum).isEqualTo(SCHEDULE.linesDue(instant)).isEqualTo(777);
    assertThat(SCHEDULE.linesDue(START.plusMillis(10), new Partition(0, 7))).isEqualTo(1);
    assertThat(SCHEDULE.linesDue(START.plusMillis(10), new Partition(1, 7))).isZero();
    assertThat(new Partition(1, 7).lineNumber(110)).isEqualTo(771);
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
