package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.tuner.Player;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A comparison of tuners: each of them plays every plan of rates of every workload.
 *
 * @param workloads each with the schedule that plays its rates
 * @param contenders in the order of the results
 * @param settings of all runs
 */
public record Comparison(List<Scheduled> workloads, List<Contender> contenders, Settings settings) {
  public Comparison {
    workloads = List.copyOf(workloads);
    contenders = List.copyOf(contenders);
  }

  /** A workload and the schedule that plays its rates. */
  public record Scheduled(Workload workload, Schedule schedule) {
    /** The plans of one seed after another. */
    List<SeededPlan> plans(List<Long> seeds) {
      List<SeededPlan> plans = new ArrayList<>();
      for (long seed : seeds) {
        int number = 0;
        for (RatePlan plan : schedule.plans(workload.rates(), workload.step(), seed)) {
          plans.add(new SeededPlan(seed * 31 + number, plan));
          number++;
        }
      }
      return plans;
    }
  }

  /** A plan of rates, and the seed of what disturbs the job that plays it. */
  private record SeededPlan(long seed, RatePlan plan) {}

  /**
   * The settings that all workloads and tuners share.
   *
   * @param seeds of the random numbers; the schedule is drawn and played once for each
   * @param targetUtilization share of its capacity that the rate may take of an operator; empty for
   *     the standard of each tuner
   * @param drift factor on processing abilities from the middle of each run on
   * @param rateError relative standard deviation by which a window misses the real rate
   * @param terms of every run
   */
  public record Settings(
      List<Long> seeds,
      OptionalDouble targetUtilization,
      double drift,
      double rateError,
      RunTerms terms) {
    public Settings {
      seeds = List.copyOf(seeds);
      Require.atLeast("number of seeds", 1, seeds.size());
    }

    /** One seed, every tuner at its standard utilisation, and no disturbance but the noise. */
    public static Settings of(long seed) {
      return new Settings(List.of(seed), OptionalDouble.empty(), 1, 0, RunTerms.STANDARD);
    }

    /** The same with one target utilisation for all tuners. */
    public Settings at(double utilization) {
      return new Settings(seeds, OptionalDouble.of(utilization), drift, rateError, terms);
    }

    /** The same with another drift. */
    public Settings drifting(double factor) {
      return new Settings(seeds, targetUtilization, factor, rateError, terms);
    }

    /** The same on other terms. */
    public Settings on(RunTerms others) {
      return new Settings(seeds, targetUtilization, drift, rateError, others);
    }

    /** The same with another error of the measured rate. */
    public Settings withRateError(double error) {
      return new Settings(seeds, targetUtilization, drift, error, terms);
    }

    /** The target utilisation of a tuner. */
    public double utilizationOf(Player player) {
      return targetUtilization.orElse(player.standardUtilization());
    }
  }

  /** The largest factor on the unit rates of a workload at any time. */
  public double peak(Scheduled scheduled) {
    return scheduled.plans(settings.seeds()).stream()
        .mapToDouble(seeded -> seeded.plan().peak())
        .max()
        .orElseThrow();
  }

  /** The operator of a workload that no parallelism lets carry its peak; empty if all can. */
  public Optional<PeakShortage> shortage(Scheduled scheduled) {
    return PeakShortage.of(scheduled.workload(), peak(scheduled), Math.min(1, settings.drift()));
  }

  /** The workloads with a run that is over before its scored part begins. */
  public List<Scheduled> tooShort() {
    Instant scored = Instant.EPOCH.plus(settings.terms().unscored());
    return workloads.stream()
        .filter(
            scheduled ->
                scheduled.plans(settings.seeds()).stream()
                    .anyMatch(seeded -> !seeded.plan().end().isAfter(scored)))
        .toList();
  }

  /** Runs the whole comparison, on all processors. */
  public ComparisonResult run() throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    workloads.forEach(
        scheduled -> contenders.forEach(contender -> cases.addAll(cases(scheduled, contender))));
    List<RunResult> results = Simulation.of(cases);
    List<WorkloadResult> ofWorkloads = new ArrayList<>();
    int next = 0;
    for (Scheduled scheduled : workloads) {
      Map<Contender, List<RunResult>> runs = new EnumMap<>(Contender.class);
      int plans = scheduled.plans(settings.seeds()).size();
      for (Contender contender : contenders) {
        runs.put(contender, results.subList(next, next + plans));
        next += plans;
      }
      ofWorkloads.add(new WorkloadResult(scheduled, runs));
    }
    return new ComparisonResult(this, ofWorkloads);
  }

  /**
   * The scores over all workloads of others than the contenders, on all processors.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Map<Player, Score> scores(List<Player> players) throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    players.forEach(
        player -> workloads.forEach(scheduled -> cases.addAll(cases(scheduled, player))));
    List<RunResult> results = Simulation.of(cases);
    int each = results.size() / players.size();
    Map<Player, Score> scores = new LinkedHashMap<>();
    for (int i = 0; i < players.size(); i++) {
      Player player = players.get(i);
      scores.put(player, Score.of(player.label(), results.subList(i * each, (i + 1) * each)));
    }
    return scores;
  }

  private List<Case> cases(Scheduled scheduled, Player player) {
    List<Case> cases = new ArrayList<>();
    for (SeededPlan seeded : scheduled.plans(settings.seeds())) {
      RatePlan plan = seeded.plan();
      Instant middle = Instant.ofEpochMilli(plan.end().toEpochMilli() / 2);
      cases.add(
          new Case(
              player,
              scheduled.workload(),
              plan,
              new Disturbances(seeded.seed(), settings.drift(), middle, settings.rateError()),
              settings.utilizationOf(player),
              settings.terms()));
    }
    return cases;
  }
}
