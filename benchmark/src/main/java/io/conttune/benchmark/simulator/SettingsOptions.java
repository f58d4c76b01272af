package io.conttune.benchmark.simulator;

import static io.conttune.benchmark.simulator.SimulateOptions.faultOf;

import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.run.RunTerms;
import io.conttune.benchmark.simulator.run.RunTerms.Start;
import io.conttune.controller.config.ObjectiveSettings;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that all jobs and tuners share. */
final class SettingsOptions {
  @Option(
      names = "--seed",
      paramLabel = "N,M,…",
      defaultValue = "1",
      description =
          "Seed of all that is random; of several with commas, each plays everything once"
              + " (default 1).")
  private String seed;

  @Option(
      names = "--target-utilization",
      paramLabel = "U",
      description =
          "Share of its capacity that an operator should use (default 1.0, the paper's; of tuners as"
              + " the service ships them 0.8).")
  private Optional<String> targetUtilization;

  @Option(
      names = "--drift",
      paramLabel = "F",
      description = "Factor on all capacities from the middle of a run on (default 1).")
  private Optional<String> drift;

  @Option(
      names = "--rate-error",
      paramLabel = "E",
      description = "Relative standard deviation by which a window misses the rate (default 0).")
  private Optional<String> rateError;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      defaultValue = "15s",
      description = "Time between two looks at the job (default 15s).")
  private String poll;

  @Option(
      names = "--start",
      paramLabel = "cold|warm",
      defaultValue = "cold",
      description =
          "cold: a run begins with one subtask of each tuned operator; warm: with what the first"
              + " rate needs (default cold).")
  private String start;

  @Option(
      names = "--unscored",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = "Time at the beginning of each run that is not counted (default 0s).")
  private String unscored;

  @Option(
      names = "--lag",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "Age of a waiting record from which on a job counts as lagging (default 30s).")
  private String lag;

  @Option(
      names = "--lag-share",
      paramLabel = "S",
      description =
          "Share of the time for which lag-oracle and informed-lag keep within the lag"
              + " (default 0.99).")
  private Optional<String> lagShare;

  @Option(
      names = "--restart-cost",
      paramLabel = "DURATION",
      description =
          "Time for which the oracles with foresight think a restart costs its slots (default the"
              + " downtime of the workload).")
  private Optional<String> restartCost;

  SettingsOptions() {}

  /** The settings; what is wrong with an option is told, and its default taken. */
  Settings read(List<Fault> faults) {
    OptionalDouble utilization =
        targetUtilization
            .flatMap(
                text ->
                    TunerConfig.TARGET_UTILIZATION.parse(
                        text, faultOf("--target-utilization", faults)))
            .stream()
            .mapToDouble(Double::doubleValue)
            .findFirst();
    OptionalDouble factor = NumberText.positive(drift.orElse("1"), faultOf("--drift", faults));
    double error = rateError.map(text -> share(text, faultOf("--rate-error", faults))).orElse(0.0);
    return new Settings(
        seeds(faultOf("--seed", faults)), utilization, factor.orElse(1), error, terms(faults));
  }

  /** Returns whether an option changes a condition under which tuners are judged. */
  boolean nameASetting() {
    return targetUtilization.isPresent() || drift.isPresent() || rateError.isPresent();
  }

  private List<Long> seeds(Consumer<String> fault) {
    List<Long> seeds = new ArrayList<>();
    for (String text : SimulateOptions.names(seed)) {
      try {
        seeds.add(Long.parseLong(text));
      } catch (NumberFormatException e) {
        fault.accept("is \"%s\", expected whole numbers with commas".formatted(text));
      }
    }
    return seeds.isEmpty() ? List.of(1L) : seeds;
  }

  private RunTerms terms(List<Fault> faults) {
    RunTerms standard = RunTerms.STANDARD;
    return new RunTerms(
        duration(poll, Duration.ofSeconds(1), faultOf("--poll", faults)).orElse(standard.poll()),
        start(faultOf("--start", faults)),
        duration(unscored, Duration.ZERO, faultOf("--unscored", faults))
            .orElse(standard.unscored()),
        objective(faults),
        restartCost.flatMap(
            text -> duration(text, Duration.ZERO, faultOf("--restart-cost", faults))));
  }

  private Objective objective(List<Fault> faults) {
    return new Objective(
        ObjectiveSettings.LAG
            .parse(lag, faultOf("--lag", faults))
            .orElseGet(ObjectiveSettings.LAG::standard),
        lagShare
            .flatMap(text -> ObjectiveSettings.SHARE.parse(text, faultOf("--lag-share", faults)))
            .orElseGet(ObjectiveSettings.SHARE::standard));
  }

  private Start start(Consumer<String> fault) {
    return switch (start) {
      case "cold" -> Start.COLD;
      case "warm" -> Start.WARM;
      default -> {
        fault.accept("is \"%s\", expected cold or warm".formatted(start));
        yield Start.COLD;
      }
    };
  }

  private static Optional<Duration> duration(String text, Duration least, Consumer<String> fault) {
    Optional<Duration> duration = DurationText.parse(text).filter(d -> d.compareTo(least) >= 0);
    if (duration.isEmpty()) {
      fault.accept(
          "is \"%s\", expected a duration from %s on, such as 15s or 2h"
              .formatted(text, DurationText.of(least)));
    }
    return duration;
  }

  /** A number above 0 and at most 1. After a fault the answer is 1, so that reading can go on. */
  private static double share(String text, Consumer<String> fault) {
    OptionalDouble number = NumberText.positive(text, fault);
    if (number.isPresent() && number.getAsDouble() > 1) {
      fault.accept("is %s, expected a number above 0 and at most 1".formatted(text));
    }
    return number.orElse(1);
  }
}
