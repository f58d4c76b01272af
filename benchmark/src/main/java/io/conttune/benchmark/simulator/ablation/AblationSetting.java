package io.conttune.benchmark.simulator.ablation;

import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The conditions under which all parts are left out in turn.
 *
 * @param label in a word or two, for the head of a column
 * @param job changes every workload
 * @param settings changes those of the comparison
 */
public record AblationSetting(
    String label, UnaryOperator<Workload> job, UnaryOperator<Settings> settings) {
  /** The conditions by which the tuner is judged. */
  public static final List<AblationSetting> STANDARD =
      List.of(
          at("1.0", 1),
          at("0.8", 0.8),
          unknown("unknown, 1.0", 1),
          unknown("unknown, 0.8", 0.8),
          disturbed("drift 12 %", settings -> settings.at(1).drifting(0.88)),
          disturbed("drift 30 %", settings -> settings.at(1).drifting(0.7)),
          new AblationSetting("noise 12 %", job -> job.withNoise(0.12), settings -> settings.at(1)),
          new AblationSetting("skew 2 ×", job -> job.withSkew(1), settings -> settings.at(1)),
          disturbed("error 3 %, 1.0", settings -> settings.at(1).withRateError(0.03)),
          disturbed("error 3 %, 0.8", settings -> settings.at(0.8).withRateError(0.03)),
          disturbed("error 10 %, 0.8", settings -> settings.at(0.8).withRateError(0.1)));

  /** The conditions of the comparison itself. */
  public static final AblationSetting AS_ASKED =
      new AblationSetting("as asked", job -> job, settings -> settings);

  private static AblationSetting at(String label, double utilization) {
    return disturbed(label, settings -> settings.at(utilization));
  }

  private static AblationSetting unknown(String label, double utilization) {
    return new AblationSetting(
        label, job -> job.with(SourceRateKnowledge.UNKNOWN), settings -> settings.at(utilization));
  }

  private static AblationSetting disturbed(String label, UnaryOperator<Settings> settings) {
    return new AblationSetting(label, job -> job, settings);
  }

  /** The same comparison under these conditions. */
  Comparison applied(Comparison asked) {
    List<Scheduled> workloads =
        asked.workloads().stream()
            .map(each -> new Scheduled(job.apply(each.workload()), each.schedule()))
            .toList();
    return new Comparison(workloads, asked.contenders(), settings.apply(asked.settings()));
  }
}
