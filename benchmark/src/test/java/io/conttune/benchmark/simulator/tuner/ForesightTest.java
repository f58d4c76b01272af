package io.conttune.benchmark.simulator.tuner;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.MAP;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.controller.config.ObjectiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the line of {@link TestWorkloads}, whose map needs 5 subtasks for each 3 of the rate. */
class ForesightTest {
  private static final Duration STEP = Duration.ofSeconds(60);

  private static TunerContext context(List<Double> rates, int restartSeconds) {
    Workload line = TestWorkloads.line(rates);
    return new TunerContext(
        line,
        RatePlan.of(rates, STEP),
        Disturbances.of(1),
        1,
        Duration.ofSeconds(restartSeconds),
        ObjectiveSettings.STANDARD);
  }

  private static int[] slots(int restartSeconds, Double... rates) {
    return Foresight.of(context(List.of(rates), restartSeconds)).slots();
  }

  @Test
  void followsEveryRateIfARestartCostsNothing() {
    assertThat(slots(0, 1.0, 3.0, 1.0)).containsExactly(2, 5, 2);
  }

  /** A restart from 5 to 2 and back costs 600; it saves 3 slots for 60 s, which are 180. */
  @Test
  void staysWhereARestartCostsMoreThanItSaves() {
    assertThat(slots(60, 3.0, 1.0, 3.0)).containsExactly(5, 5, 5);
  }

  /** To grow at once to what comes later saves a restart. */
  @Test
  void growsForWhatComesLater() {
    assertThat(slots(30, 1.0, 1.0, 1.0, 2.0, 3.0)).containsExactly(2, 2, 2, 5, 5);
  }

  @Test
  void givesEveryOperatorWhatItCanUseOfTheSharedSlots() {
    Foresight foresight = Foresight.of(context(List.of(3.0), 60));

    assertThat(foresight.at(Instant.EPOCH).parallelism()).containsEntry(MAP, 5);
    assertThat(foresight.at(Instant.EPOCH).parallelism().get(SINK)).isBetween(2, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 60, 300})
  void isAsCheapAsTheCheapestOfAllPlans(int restartSeconds) {
    SplittableRandom random = new SplittableRandom(restartSeconds);
    List<Double> rates = Stream.generate(() -> 1 + random.nextInt(40) / 10.0).limit(6).toList();

    Foresight foresight = Foresight.of(context(rates, restartSeconds));

    assertThat(foresight.cost()).isCloseTo(cheapest(rates, 0, 0, restartSeconds), within(1e-6));
  }

  private static double cheapest(List<Double> rates, int step, int before, int restartSeconds) {
    if (step == rates.size()) {
      return 0;
    }
    int least = (int) Math.ceil(rates.get(step) * 100 / 60 - 1e-9);
    double best = Double.POSITIVE_INFINITY;
    for (int q = least; q <= 16; q++) {
      double restart = step == 0 || q == before ? 0 : restartSeconds * (double) Math.max(before, q);
      best = Math.min(best, restart + 60 * q + cheapest(rates, step + 1, q, restartSeconds));
    }
    return best;
  }
}
