package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.benchmark.simulator.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<RatePlan> plans(long seed) {
      return schedule.plans(workload.rates(), workload.step(), seed);
    }
  }

  /**
   * The settings that all workloads and tuners share.
   *
   * @param seed of the random numbers
   * @param targetUtilization share of its capacity that the rate may take of an operator
   * @param drift factor on processing abilities from the middle of each run on
   * @param rateError relative standard deviation by which a window misses the real rate
   */
  public record Settings(long seed, double targetUtilization, double drift, double rateError) {}

  /** The largest factor on the unit rates of a workload at any time. */
  public double peak(Scheduled scheduled) {
    return scheduled.plans(settings.seed()).stream()
        .mapToDouble(RatePlan::peak)
        .max()
        .orElseThrow();
  }

  /** The operator of a workload that no parallelism lets carry its peak; empty if all can. */
  public Optional<PeakShortage> shortage(Scheduled scheduled) {
    return PeakShortage.of(scheduled.workload(), peak(scheduled), Math.min(1, settings.drift()));
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
      int plans = scheduled.plans(settings.seed()).size();
      for (Contender contender : contenders) {
        runs.put(contender, results.subList(next, next + plans));
        next += plans;
      }
      ofWorkloads.add(new WorkloadResult(scheduled, runs));
    }
    return new ComparisonResult(this, ofWorkloads);
  }

  private List<Case> cases(Scheduled scheduled, Contender contender) {
    List<Case> cases = new ArrayList<>();
    for (RatePlan plan : scheduled.plans(settings.seed())) {
      long seed = settings.seed() * 31 + cases.size();
      Instant middle = Instant.ofEpochMilli(plan.end().toEpochMilli() / 2);
      Disturbances disturbances =
          new Disturbances(seed, settings.drift(), middle, settings.rateError());
      cases.add(
          new Case(
              contender, scheduled.workload(), plan, disturbances, settings.targetUtilization()));
    }
    return cases;
  }
}
