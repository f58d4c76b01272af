package io.conttune.benchmark.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.GeneratedWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.benchmark.simulator.workload.Workloads;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The figures that {@code informed} has reached, as a bar: who makes them worse finds out here. Two
 * workloads that are simulated fast, six permutations each, at the paper's utilisation, and eight
 * jobs of many operators at the service's.
 */
class InformedBarTest {
  private static Score informed;
  private static Score oracle;
  private static Score lateOracle;

  @BeforeAll
  static void simulates() throws InterruptedException {
    List<Scheduled> workloads =
        Stream.of("q2", "q8")
            .map(name -> new Scheduled(Workloads.builtIn(name), new Schedule.Permutations()))
            .toList();
    ComparisonResult result =
        new Comparison(
                workloads,
                List.of(Contender.ORACLE, Contender.LATE_ORACLE, Contender.INFORMED),
                Settings.of(1).at(1))
            .run();
    informed = result.total(Contender.INFORMED);
    oracle = result.total(Contender.ORACLE);
    lateOracle = result.total(Contender.LATE_ORACLE);
  }

  @Test
  void restartsOncePerChangeOfTheLoad() {
    assertThat(informed.tunings()).isEqualTo(240);
    assertThat(informed.reconfigurationsPerTuning()).isLessThanOrEqualTo(1.017);
    assertThat(informed.worstReconfigurations()).isLessThanOrEqualTo(2);
  }

  @Test
  void holdsHardlyMoreSlotsThanSuffice() {
    assertThat(ratio(informed.slotsAgainst(oracle))).isLessThanOrEqualTo(1.011);
    assertThat(informed.excessSlots()).isBetween(0.0, 0.09);
  }

  @Test
  void isShortHardlyLongerThanOneThatSeesEveryChangeAPollLater() {
    assertThat(ratio(informed.shortageAgainst(lateOracle))).isLessThanOrEqualTo(0.99);
  }

  @Test
  void jobsOfManyOperatorsRestartLessThanOncePerChangeOfTheLoad() throws InterruptedException {
    List<Scheduled> workloads =
        GeneratedWorkloads.of(11, 8).stream()
            .map(workload -> new Scheduled(workload, Schedule.Form.RAMP))
            .toList();

    Score score =
        new Comparison(workloads, List.of(Contender.INFORMED), Settings.of(11).at(0.8))
            .run()
            .total(Contender.INFORMED);

    assertThat(score.tunings()).isEqualTo(152);
    assertThat(score.reconfigurationsPerTuning()).isLessThanOrEqualTo(0.915);
    assertThat(score.worstReconfigurations()).isEqualTo(1);
    assertThat(score.excessSlots()).isBetween(-0.06, 0.05);
  }

  @Test
  void aRateThatIsMeasuredWrongCostsFewRestartsAndHardlyASlot() throws InterruptedException {
    Score score =
        new Comparison(
                List.of(new Scheduled(Workloads.builtIn("q2"), new Schedule.Permutations())),
                List.of(Contender.INFORMED),
                Settings.of(1).at(1).withRateError(0.03))
            .run()
            .total(Contender.INFORMED);

    assertThat(score.reconfigurationsPerTuning()).isLessThanOrEqualTo(1.151);
    assertThat(score.excessSlots()).isBetween(0.0, 0.25);
  }

  @Test
  void aFullOperatorAtAnUnknownRateIsNotEnlargedAndReducedAgain() throws InterruptedException {
    Workload untold = Workloads.builtIn("q8").with(SourceRateKnowledge.UNKNOWN);

    Score score =
        new Comparison(
                List.of(new Scheduled(untold, new Schedule.Permutations())),
                List.of(Contender.INFORMED),
                Settings.of(1).at(0.8))
            .run()
            .total(Contender.INFORMED);

    assertThat(score.reconfigurationsPerTuning()).isLessThanOrEqualTo(1.39);
    assertThat(score.excessSlots()).isBetween(0.0, 0.1);
  }

  private static double ratio(OptionalDouble told) {
    return told.orElseThrow();
  }
}
