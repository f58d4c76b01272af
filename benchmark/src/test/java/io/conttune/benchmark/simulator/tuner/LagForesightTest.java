package io.conttune.benchmark.simulator.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the line of {@link TestWorkloads}, whose map needs 5 subtasks for each 3 of the rate. */
class LagForesightTest {
  private static final Duration STEP = Duration.ofSeconds(60);

  private static TunerContext context(List<Double> rates, Objective objective) {
    return new TunerContext(
        TestWorkloads.line(rates),
        RatePlan.of(rates, STEP),
        Disturbances.of(1),
        1,
        TestWorkloads.line(rates).restart(),
        objective);
  }

  private static Objective always(int seconds) {
    return new Objective(Duration.ofSeconds(seconds), 1);
  }

  @Test
  void letsABacklogCarryAShortPeak() {
    TunerContext context = context(List.of(3.0, 3.0, 3.3, 2.7, 2.7, 2.7), always(30));

    LagForesight.Plan plan = LagForesight.of(context);

    assertThat(plan.slots()).containsExactly(5, 5, 5, 5, 5, 5);
    assertThat(plan.beyond()).isZero();
    assertThat(plan.lastAge()).isZero();
    assertThat(Foresight.of(context).slots()).contains(6);
  }

  @Test
  void isLaterThanTheLagOnlyForTheShareThatMayBe() {
    SplittableRandom random = new SplittableRandom(5);
    List<Double> rates = Stream.generate(() -> 1 + random.nextInt(40) / 10.0).limit(60).toList();
    double allowed = 0.1 * 60 * STEP.toSeconds();

    LagForesight.Plan strict = LagForesight.of(context(rates, always(30)));
    LagForesight.Plan lax =
        LagForesight.of(context(rates, new Objective(Duration.ofSeconds(30), 0.9)));

    assertThat(strict.beyond()).isZero();
    assertThat(lax.beyond()).isBetween(1.0, allowed);
    assertThat(lax.slotSeconds()).isLessThan(strict.slotSeconds());
  }

  @Test
  void doesNotRestartForWhatPassesAtOnce() {
    List<Double> rates = new ArrayList<>(Collections.nCopies(20, 3.0));
    rates.set(10, 2.4);

    assertThat(LagForesight.of(context(rates, always(30))).restarts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void isAsCheapAsTheCheapestPlanThatKeepsTheLag(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> rates = Stream.generate(() -> 1 + random.nextInt(20) / 10.0).limit(5).toList();
    TunerContext context = context(rates, always(30));

    LagForesight.Plan plan = LagForesight.of(context);

    double cheapest = cheapest(context, new ArrayList<>());
    assertThat(plan.beyond()).as("seed %d, %s", seed, rates).isZero();
    assertThat(cost(context, plan)).isBetween(cheapest - 1e-6, cheapest * 1.02);
  }

  /** The cost of the cheapest of all plans of up to 5 slots that begin like this one. */
  private static double cheapest(TunerContext context, List<Integer> begun) {
    if (begun.size() == context.plan().rates().size()) {
      LagForesight.Plan plan = LagForesight.played(context, begun);
      return plan.beyond() > 0 || plan.lastAge() >= 0.5
          ? Double.POSITIVE_INFINITY
          : cost(context, plan);
    }
    double best = Double.POSITIVE_INFINITY;
    for (int slots = 1; slots <= 5; slots++) {
      List<Integer> longer = new ArrayList<>(begun);
      longer.add(slots);
      best = Math.min(best, cheapest(context, longer));
    }
    return best;
  }

  private static double cost(TunerContext context, LagForesight.Plan plan) {
    double cost = plan.slotSeconds();
    for (int i = 1; i < plan.slots().size(); i++) {
      int before = plan.slots().get(i - 1);
      int after = plan.slots().get(i);
      cost += before == after ? 0 : context.restartCost().toSeconds() * Math.max(before, after);
    }
    return cost;
  }
}
