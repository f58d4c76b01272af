package io.conttune.benchmark.simulator.tuner;

import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.Minimum;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The slots for every step of a plan that is known in advance, such that an objective of lag is
 * kept at nearly the least cost, by dynamic programming.
 *
 * <p>The state at the beginning of a step is the number of slots and the age of the oldest waiting
 * record. A slot costs its time. A restart costs what it costs {@link Foresight}, and its downtime,
 * in which records wait. Every second beyond the lag has a price: the least one, found by halving,
 * with which the objective is kept. So no cheaper plan has as little time beyond the lag, but one
 * that uses more of what the share allows may be cheaper. Ages are rounded to a thirtieth of the
 * lag, and all from six times the lag on are alike. A restart happens at the beginning of a step,
 * if at all. The plan ends without a backlog, so that none is left to later times.
 */
final class LagForesight {
  private static final double MILLIS = 1000;
  private static final int AGES = 181;
  private static final double AGES_OF_LAG = 30;
  private static final double LEAST_PRICE = 1e-3;
  private static final int HALVINGS = 12;

  private final TunerContext context;
  private final SharedSlots shared;
  private final ArrivedRecords arrived;
  private final double lag;
  private final double ageStep;
  private final double downtime;
  private final double restartCost;
  private final double[] capacity;

  private LagForesight(TunerContext context) {
    this.context = context;
    shared = new SharedSlots(context.workload(), context.plan().peak());
    arrived = new ArrivedRecords(context.plan());
    lag = seconds(context.objective().lag());
    ageStep = lag / AGES_OF_LAG;
    downtime = seconds(context.workload().restart());
    restartCost = seconds(context.restartCost());
    capacity = new double[context.workload().slots() + 1];
    for (int slots = 1; slots < capacity.length; slots++) {
      capacity[slots] = shared.capacity(slots);
    }
  }

  /**
   * A plan of slots.
   *
   * @param slots of each step
   * @param slotSeconds that it holds
   * @param restarts after the first step
   * @param beyond seconds in which a record waits longer than the lag
   * @param lastAge of the oldest record that waits at its end
   */
  record Plan(
      List<Integer> slots, double slotSeconds, int restarts, double beyond, double lastAge) {
    Plan {
      slots = List.copyOf(slots);
    }
  }

  /** The parallelism that the cheapest plan has at each time. */
  static Function<Instant, Minimum> wanted(TunerContext context) {
    LagForesight foresight = new LagForesight(context);
    Plan cheapest = foresight.cheapest();
    RatePlan plan = context.plan();
    return instant -> foresight.shared.parallelism(cheapest.slots().get(plan.indexAt(instant)));
  }

  /** The cheapest plan that keeps the objective, or the one that comes nearest to it. */
  static Plan of(TunerContext context) {
    return new LagForesight(context).cheapest();
  }

  /** The plan of these slots. */
  static Plan played(TunerContext context, List<Integer> slots) {
    return new LagForesight(context).played((step, before, age) -> slots.get(step));
  }

  private Plan cheapest() {
    double total = arrived.startOf(arrived.steps());
    double allowed = (1 - context.objective().share()) * total;
    Plan free = played(policy(0));
    if (free.beyond() <= allowed) {
      return free;
    }
    double low = Math.log(LEAST_PRICE);
    double high = Math.log(capacity.length * total);
    Plan best = played(policy(Math.exp(high)));
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      Plan tried = played(policy(Math.exp(middle)));
      if (tried.beyond() <= allowed) {
        best = tried;
        high = middle;
      } else {
        low = middle;
      }
    }
    return best;
  }

  /** Chooses the slots of a step by those before it and by the age of the oldest record. */
  private interface Choice {
    int slots(int step, int before, double age);
  }

  private Plan played(Choice choice) {
    Integer[] slots = new Integer[arrived.steps()];
    double age = 0;
    double slotSeconds = 0;
    double beyond = 0;
    int restarts = 0;
    for (int step = 0; step < slots.length; step++) {
      int before = step == 0 ? 1 : slots[step - 1];
      int chosen = choice.slots(step, before, age);
      boolean isRestart = step > 0 && chosen != before;
      Passed passed = pass(step, chosen, age, isRestart ? downtime : 0);
      slots[step] = chosen;
      restarts += isRestart ? 1 : 0;
      slotSeconds += chosen * arrived.lengthOf(step);
      beyond += passed.beyond();
      age = passed.age();
    }
    return new Plan(List.of(slots), slotSeconds, restarts, beyond, age);
  }

  /** The cheapest choice if each second beyond the lag costs this many slot-seconds. */
  private Choice policy(double price) {
    int most = capacity.length - 1;
    short[][][] policy = new short[arrived.steps()][most + 1][AGES];
    double[][] after = new double[most + 1][AGES];
    for (double[] atEnd : after) {
      Arrays.fill(atEnd, 1, AGES, capacity.length * arrived.startOf(arrived.steps()));
    }
    for (int step = arrived.steps() - 1; step >= 0; step--) {
      double[][] now = new double[most + 1][AGES];
      for (int age = 0; age < AGES; age++) {
        double[] fresh = new double[most + 1];
        for (int slots = 1; slots <= most; slots++) {
          fresh[slots] = cost(step, slots, age, step == 0 ? 0 : downtime, price, after);
        }
        if (step == 0) {
          begin(fresh, age, policy[0]);
        } else {
          for (int before = 1; before <= most; before++) {
            now[before][age] = cost(step, before, age, 0, price, after);
            policy[step][before][age] = (short) before;
          }
          orRestart(fresh, age, now, policy[step]);
        }
      }
      after = now;
    }
    return (step, before, age) -> policy[step][before][index(age)];
  }

  /** The first step is reached without a restart. */
  private static void begin(double[] fresh, int age, short[][] policy) {
    int cheapest = 1;
    for (int slots = 2; slots < fresh.length; slots++) {
      cheapest = fresh[slots] < fresh[cheapest] ? slots : cheapest;
    }
    for (short[] before : policy) {
      before[age] = (short) cheapest;
    }
  }

  /** Replaces staying by a restart to fewer or to more slots wherever one is cheaper. */
  private void orRestart(double[] fresh, int age, double[][] now, short[][] policy) {
    int fewer = 1;
    for (int before = 2; before < fresh.length; before++) {
      fewer = fresh[before - 1] < fresh[fewer] ? before - 1 : fewer;
      take(fresh[fewer] + restartCost * before, fewer, before, age, now, policy);
    }
    int more = fresh.length - 1;
    for (int before = fresh.length - 2; before >= 1; before--) {
      more = grown(fresh, before + 1) < grown(fresh, more) ? before + 1 : more;
      take(grown(fresh, more), more, before, age, now, policy);
    }
  }

  private double grown(double[] fresh, int slots) {
    return fresh[slots] + restartCost * slots;
  }

  private static void take(
      double cost, int slots, int before, int age, double[][] now, short[][] policy) {
    if (cost < now[before][age]) {
      now[before][age] = cost;
      policy[before][age] = (short) slots;
    }
  }

  private double cost(int step, int slots, int age, double down, double price, double[][] after) {
    Passed passed = pass(step, slots, age * ageStep, down);
    return slots * arrived.lengthOf(step)
        + price * passed.beyond()
        + after[slots][index(passed.age())];
  }

  private int index(double age) {
    return (int) Math.min(AGES - 1L, Math.round(age / ageStep));
  }

  /**
   * A step that is over.
   *
   * @param age of the oldest waiting record at its end
   * @param beyond seconds of it in which a record waited longer than the lag
   */
  private record Passed(double age, double beyond) {}

  private Passed pass(int step, int slots, double age, double down) {
    double rate = arrived.rate(step);
    double carried = carried(step, slots);
    if (age <= 0 && down <= 0 && carried >= rate) {
      return new Passed(0, 0);
    }
    double waits = Math.min(down, arrived.lengthOf(step));
    double works = arrived.lengthOf(step) - waits;
    double backlog = arrived.backlog(step, age) + rate * waits;
    double older = backlog > 0 ? age + waits : 0;
    double left = backlog + (rate - carried) * works;
    boolean isGone = left <= 0;
    double end = isGone ? 0 : arrived.age(step + 1, left);
    double moves = isGone ? Math.min(works, backlog / (carried - rate)) : works;
    return new Passed(
        end,
        waits * context.objective().shareBeyond(age, older)
            + moves * context.objective().shareBeyond(older, end));
  }

  private double carried(int step, int slots) {
    RatePlan plan = context.plan();
    double drift =
        Math.min(
            context.disturbances().driftAt(plan.startOf(step)),
            context.disturbances().driftAt(plan.startOf(step + 1).minusMillis(1)));
    return capacity[slots] * drift;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
