package io.conttune.benchmark.simulator;

import static io.conttune.benchmark.simulator.SimulateOptions.ALL;
import static io.conttune.benchmark.simulator.SimulateOptions.faultOf;

import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.workload.GeneratedWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.benchmark.simulator.workload.Workloads;
import io.conttune.controller.input.Fault;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which jobs are simulated, and under which load. */
final class WorkloadOptions {
  private static final String GENERATED = "generated:";
  private static final int MOST_GENERATED = 1000;

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE|generated:N|all",
      defaultValue = ALL,
      description =
          "wordcount, q1, q2, q3, q5, q8, a file of YAML or JSON, or generated:N for N random jobs;"
              + " several with commas (default all that are built in).")
  private String workload;

  @Mixin private ScheduleOptions schedule;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "How long each rate holds (default the workload's, or the file's times).")
  private Optional<String> step;

  @Option(
      names = "--rate-known",
      paramLabel = "true|false",
      description = "Whether sources report what waits for them (default the workload's).")
  private Optional<String> rateKnown;

  @Option(
      names = "--noise",
      paramLabel = "N",
      description = "Noise of every tuned operator, as in a workload's file (default its own).")
  private Optional<String> noise;

  @Option(
      names = "--skew",
      paramLabel = "S",
      description =
          "Skew of every tuned operator, as in a workload's file: 1 gives the busiest subtask twice"
              + " the mean (default its own).")
  private Optional<String> skew;

  WorkloadOptions() {}

  /**
   * The workloads asked for, those without a fault.
   *
   * @param seed of jobs that are generated
   * @param faults learns what is wrong with the options and their files
   */
  List<Scheduled> read(long seed, List<Fault> faults) {
    Function<Workload, Optional<Schedule>> played = schedule.read(step, faults);
    UnaryOperator<Workload> changed = changes(faults);
    List<Scheduled> result = new ArrayList<>();
    for (String name : workload.equals(ALL) ? Workloads.NAMES : SimulateOptions.names(workload)) {
      Schedule standard =
          Workloads.NAMES.contains(name) || name.startsWith(GENERATED)
              ? new Schedule.Permutations()
              : new Schedule.Own();
      for (Workload found : named(name, seed, faults)) {
        Workload job = changed.apply(found);
        result.add(new Scheduled(job, played.apply(job).orElse(standard)));
      }
    }
    return result;
  }

  /** Returns whether an option changes a condition under which tuners are judged. */
  boolean nameASetting() {
    return rateKnown.isPresent() || noise.isPresent() || skew.isPresent();
  }

  private static List<Workload> named(String name, long seed, List<Fault> faults) {
    Consumer<String> fault = faultOf("--workload", faults);
    if (Workloads.NAMES.contains(name)) {
      return List.of(Workloads.builtIn(name));
    }
    if (name.startsWith(GENERATED)) {
      OptionalInt count =
          NumberText.whole(name.substring(GENERATED.length()), 1, MOST_GENERATED, fault);
      return count.isPresent() ? GeneratedWorkloads.of(seed, count.getAsInt()) : List.of();
    }
    String known = String.join(", ", Workloads.NAMES) + ", generated:N";
    return SimulateOptions.file(name, known, fault)
        .flatMap(path -> SimulateOptions.valid(Workloads.file(path), faults))
        .stream()
        .toList();
  }

  private UnaryOperator<Workload> changes(List<Fault> faults) {
    Optional<Duration> holds = step.flatMap(text -> step(text, faultOf("--step", faults)));
    Optional<SourceRateKnowledge> told =
        rateKnown.flatMap(text -> sourceRate(text, faultOf("--rate-known", faults)));
    Optional<Double> noisy = noise.flatMap(text -> share(text, 1, faultOf("--noise", faults)));
    Optional<Double> skewed = skew.flatMap(text -> share(text, 1000, faultOf("--skew", faults)));
    return workload -> {
      Workload result = told.map(workload::with).orElse(workload);
      result = holds.map(result::with).orElse(result);
      result = noisy.map(result::withNoise).orElse(result);
      return skewed.map(result::withSkew).orElse(result);
    };
  }

  private static Optional<Duration> step(String text, Consumer<String> fault) {
    Optional<Duration> duration =
        DurationText.parse(text).filter(d -> d.compareTo(Duration.ofSeconds(1)) >= 0);
    if (duration.isEmpty()) {
      fault.accept("is \"%s\", expected a duration from 1s on, such as 60s or 10m".formatted(text));
    }
    return duration;
  }

  private static Optional<SourceRateKnowledge> sourceRate(String text, Consumer<String> fault) {
    return switch (text) {
      case "true" -> Optional.of(SourceRateKnowledge.KNOWN);
      case "false" -> Optional.of(SourceRateKnowledge.UNKNOWN);
      default -> {
        fault.accept("is \"%s\", expected true or false".formatted(text));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Double> share(String text, double most, Consumer<String> fault) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // Told below, as any other text that is no such number.
    }
    fault.accept("is \"%s\", expected a number from 0 to %.0f".formatted(text, most));
    return Optional.empty();
  }
}
