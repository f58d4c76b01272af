package io.conttune.benchmark.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final List<Double> RATES = List.of(1.0, 2.0, 3.0);

  private static List<RatePlan> plans(Schedule schedule, long seed) {
    return schedule.plans(RATES, STEP, seed);
  }

  @Test
  void playsSixPermutationsTwiceEach() {
    List<RatePlan> plans = plans(new Schedule.Permutations(), 1);

    assertThat(plans).hasSize(6);
    for (RatePlan plan : plans) {
      assertThat(plan.rates()).hasSize(6);
      assertThat(plan.rates().subList(0, 3))
          .containsExactlyInAnyOrderElementsOf(RATES)
          .isEqualTo(plan.rates().subList(3, 6));
    }
  }

  @Test
  void drawsTheSamePermutationsForTheSameSeed() {
    Schedule schedule = new Schedule.Permutations();
    List<Double> ten = IntStream.rangeClosed(1, 10).asDoubleStream().boxed().toList();

    assertThat(schedule.plans(ten, STEP, 7)).isEqualTo(schedule.plans(ten, STEP, 7));
    assertThat(schedule.plans(ten, STEP, 7)).isNotEqualTo(schedule.plans(ten, STEP, 8));
  }

  @Test
  void goesUpAndDown() {
    List<Double> ramp = plans(Schedule.Form.RAMP, 1).get(0).rates();

    assertThat(ramp).hasSize(20).startsWith(1.0).endsWith(1.0);
    assertThat(ramp.get(9)).isEqualTo(3);
    assertThat(ramp.subList(0, 10)).isSorted();
  }

  @Test
  void isQuietBetweenSpikes() {
    assertThat(plans(Schedule.Form.SPIKE, 1).get(0).rates())
        .startsWith(1.0, 1.0, 1.0, 1.0, 3.0, 1.0)
        .containsOnly(1.0, 3.0);
  }

  @Test
  void hasTwoDays() {
    List<Double> rates = plans(Schedule.Form.DIURNAL, 1).get(0).rates();

    assertThat(rates.subList(0, 10)).hasSize(10).startsWith(1.0).contains(3.0);
    for (int i = 0; i < 10; i++) {
      assertThat(rates.get(i + 10))
          .isCloseTo(rates.get(i), org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  @Test
  void knowsTheRateOfEveryInstant() {
    RatePlan plan = RatePlan.of(RATES, STEP);

    assertThat(plan.at(Instant.EPOCH)).isEqualTo(1);
    assertThat(plan.at(Instant.ofEpochSecond(599))).isEqualTo(1);
    assertThat(plan.at(Instant.ofEpochSecond(600))).isEqualTo(2);
    assertThat(plan.end()).isEqualTo(Instant.ofEpochSecond(1800));
    assertThat(plan.at(plan.end())).isEqualTo(3);
  }

  @Test
  void holdsEachRateOfATraceForItsOwnTime() {
    RateTrace trace =
        new RateTrace(
            Optional.of(LoadUnit.RECORDS_PER_SECOND),
            List.of(200.0, 400.0),
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(60)));

    RatePlan plan = plans(trace.schedule("file", Optional.empty(), 100), 1).get(0);

    assertThat(plan.rates()).containsExactly(2.0, 4.0);
    assertThat(plan.startOf(1)).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(plan.at(Instant.ofEpochSecond(4))).isEqualTo(2);
    assertThat(plan.at(Instant.ofEpochSecond(5))).isEqualTo(4);
    assertThat(plan.end()).isEqualTo(Instant.ofEpochSecond(65));
  }
}
