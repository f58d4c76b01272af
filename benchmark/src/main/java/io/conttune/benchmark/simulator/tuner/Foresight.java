package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.benchmark.simulator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The cheapest slots for every step of a plan that is known in advance, by dynamic programming.
 *
 * <p>Every step must carry its rate at the target utilisation. A slot costs its time. A restart
 * costs the larger number of slots before and after it for the time of {@link
 * TunerContext#restartCost}. All operators share slots, so the number of slots is the whole state:
 * within it each operator has the parallelism at which it processes most. So the plan is the
 * cheapest there is, also for operators that do not scale alike. It is not where a backlog may
 * carry a job over a short peak, because backlogs are no part of the state. The rates of two steps
 * are not smoothed either.
 */
final class Foresight {
  private static final double MILLIS = 1000;

  private final Workload workload;
  private final RatePlan plan;
  private final int[] slots;
  private final double cost;

  private Foresight(Workload workload, RatePlan plan, int[] slots, double cost) {
    this.workload = workload;
    this.plan = plan;
    this.slots = slots;
    this.cost = cost;
  }

  /** The cheapest plan. */
  static Foresight of(TunerContext context) {
    RatePlan plan = context.plan();
    int steps = plan.rates().size();
    int[][] before = new int[steps][];
    double[] price = new double[context.workload().slots() + 1];
    for (int step = 0; step < steps; step++) {
      double restart = step == 0 ? 0 : seconds(context.restartCost());
      before[step] = cheapestBefore(price, restart);
      double held = seconds(Duration.between(plan.startOf(step), plan.startOf(step + 1)));
      price = prices(price, before[step], restart, leastSlots(context, step), held);
    }
    int[] slots = new int[steps];
    int last = leastIndex(price);
    double cost = price[last];
    for (int step = steps - 1; step >= 0; step--) {
      slots[step] = last;
      last = before[step][last];
    }
    return new Foresight(context.workload(), plan, slots, cost);
  }

  /** The slots of the step before from which it is cheapest to come to each number of slots. */
  private static int[] cheapestBefore(double[] price, double restart) {
    int[] before = new int[price.length];
    for (int to = 0; to < price.length; to++) {
      before[to] = to;
      for (int from = 0; from < price.length; from++) {
        double cheapest = price[before[to]] + restart(before[to], to, restart);
        before[to] = price[from] + restart(from, to, restart) < cheapest ? from : before[to];
      }
    }
    return before;
  }

  /** The price of each number of slots at the end of a step that needs at least some. */
  private static double[] prices(
      double[] earlier, int[] before, double restart, int least, double held) {
    double[] price = new double[earlier.length];
    Arrays.fill(price, 0, least, Double.POSITIVE_INFINITY);
    for (int q = least; q < price.length; q++) {
      price[q] = earlier[before[q]] + restart(before[q], q, restart) + q * held;
    }
    return price;
  }

  private static double restart(int from, int to, double restart) {
    return from == to ? 0 : restart * Math.max(from, to);
  }

  private static int leastIndex(double[] values) {
    int least = 0;
    for (int i = 1; i < values.length; i++) {
      least = values[i] < values[least] ? i : least;
    }
    return least;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }

  /** The slots that a step needs; of a rate that is out of reach, those of {@link Minimum}. */
  private static int leastSlots(TunerContext context, int step) {
    Instant start = context.plan().startOf(step);
    Instant end = context.plan().startOf(step + 1).minusMillis(1);
    Workload workload = context.workload();
    int atStart = workload.tunedSlots(context.wantedAt(start).parallelism());
    int atEnd = workload.tunedSlots(context.wantedAt(end).parallelism());
    return Math.max(atStart, atEnd);
  }

  /** The slots of every step. */
  int[] slots() {
    return slots.clone();
  }

  /** What the plan costs, in slot-seconds; the first step is reached without a restart. */
  double cost() {
    return cost;
  }

  /** The parallelism of every operator at a time. */
  Minimum at(Instant instant) {
    return new SharedSlots(workload, plan.peak()).parallelism(slots[plan.indexAt(instant)]);
  }
}
