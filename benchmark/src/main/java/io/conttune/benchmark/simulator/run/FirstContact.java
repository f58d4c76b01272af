package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.schedule.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a tuner on jobs of which each meets one load, and nothing is known before.
 *
 * @param jobs at all rates
 * @param middle those of them at middle rates: the middle half of the way from the least rate of
 *     their workload to the largest
 */
public record FirstContact(Jobs jobs, Jobs middle) {
  private static final double QUARTER = 0.25;

  /**
   * Some of the jobs.
   *
   * @param count of them
   * @param once those that had one reconfiguration at most
   * @param twice those that had two at most
   * @param most reconfigurations of one job; 0 if there is none
   * @param small those that ended with too few slots for their rate at the target utilisation
   */
  public record Jobs(int count, int once, int twice, int most, int small) {
    private static Jobs of(List<TuningResult> tunings) {
      return new Jobs(
          tunings.size(),
          withAtMost(1, tunings),
          withAtMost(2, tunings),
          tunings.stream().mapToInt(TuningResult::reconfigurations).max().orElse(0),
          (int) tunings.stream().filter(job -> job.slots() < job.leastSlots()).count());
    }

    private static int withAtMost(int reconfigurations, List<TuningResult> tunings) {
      return (int)
          tunings.stream().filter(job -> job.reconfigurations() <= reconfigurations).count();
    }

    /** The share of these jobs that so many of them are; 0 if there is none. */
    public double share(int some) {
      return count == 0 ? 0 : (double) some / count;
    }
  }

  /** The figures; empty where a job meets several loads. */
  static Optional<FirstContact> of(List<WorkloadRuns> workloads) {
    if (!workloads.stream().allMatch(each -> each.schedule().isFirstContact())) {
      return Optional.empty();
    }
    List<TuningResult> all = new ArrayList<>();
    List<TuningResult> middle = new ArrayList<>();
    for (WorkloadRuns each : workloads) {
      double least = Collections.min(each.rates());
      double margin = QUARTER * (Collections.max(each.rates()) - least);
      each.runs().stream()
          .flatMap(run -> run.tunings().stream())
          .forEach(
              job -> {
                all.add(job);
                if (job.rate() >= least + margin && job.rate() <= least + 3 * margin) {
                  middle.add(job);
                }
              });
    }
    return Optional.of(new FirstContact(Jobs.of(all), Jobs.of(middle)));
  }

  /**
   * The runs of a tuner on one workload.
   *
   * @param rates of the workload
   */
  record WorkloadRuns(Schedule schedule, List<Double> rates, List<RunResult> runs) {}
}
