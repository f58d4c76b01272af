package io.conttune.benchmark.simulator;

import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRate;
import io.conttune.benchmark.simulator.workload.Workloads;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say what to compare. Values are taken as text, so that all faults are told at
 * once.
 */
final class SimulateOptions {
  static final String COMMAND_LINE = "command line";
  private static final String ALL = "all";

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE|all",
      defaultValue = ALL,
      description =
          "wordcount, q1, q2, q3, q5, q8 or a file of YAML or JSON; several with commas (default"
              + " all that are built in).")
  private String workload;

  @Option(
      names = "--tuner",
      paramLabel = "A,B,…|all",
      defaultValue = ALL,
      description =
          "oracle, dhalion, ds2, big-ds2, conttune-0, conttune-3, conttune-cei, conttune-no-top-k,"
              + " random, static-peak (default all).")
  private String tuner;

  @Mixin private ScheduleOptions schedule;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "How long each rate holds (default the workload's, or the file's times).")
  private Optional<String> step;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all that is random (default 1).")
  private String seed;

  @Option(
      names = "--rate-known",
      paramLabel = "true|false",
      description = "Whether sources report what waits for them (default the workload's).")
  private Optional<String> rateKnown;

  @Option(
      names = "--target-utilization",
      paramLabel = "U",
      defaultValue = "1.0",
      description = "Share of its capacity that an operator should use (default 1.0, the paper's).")
  private String targetUtilization;

  @Option(
      names = "--drift",
      paramLabel = "F",
      defaultValue = "1",
      description = "Factor on all capacities from the middle of a run on (default 1).")
  private String drift;

  @Option(
      names = "--rate-error",
      paramLabel = "E",
      description = "Relative standard deviation by which a window misses the rate (default 0).")
  private Optional<String> rateError;

  SimulateOptions() {}

  /** The comparison asked for, or everything that is wrong with the options and their files. */
  Reading<Comparison> read() {
    List<Fault> faults = new ArrayList<>();
    List<Contender> contenders = contenders(faultOf("--tuner", faults));
    Function<Workload, Optional<Schedule>> played = schedule.read(step, faults);
    List<Scheduled> workloads = workloads(played, faults);
    Settings settings = settings(faults);
    return faults.isEmpty()
        ? new Reading.Valid<>(new Comparison(workloads, contenders, settings))
        : new Reading.Faulty<>(faults);
  }

  private List<Contender> contenders(Consumer<String> fault) {
    if (tuner.equals(ALL)) {
      return List.of(Contender.values());
    }
    List<Contender> chosen = new ArrayList<>();
    for (String name : names(tuner)) {
      Optional<Contender> found =
          Arrays.stream(Contender.values()).filter(c -> c.label().equals(name)).findFirst();
      found.filter(c -> !chosen.contains(c)).ifPresent(chosen::add);
      if (found.isEmpty()) {
        fault.accept("knows no \"%s\", expected all or some of %s".formatted(name, labels()));
      }
    }
    return chosen;
  }

  private static String labels() {
    return Arrays.stream(Contender.values())
        .map(Contender::label)
        .collect(Collectors.joining(", "));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private List<Scheduled> workloads(
      Function<Workload, Optional<Schedule>> played, List<Fault> faults) {
    Optional<Duration> holds = step.flatMap(text -> step(text, faultOf("--step", faults)));
    Optional<SourceRate> told =
        rateKnown.flatMap(text -> sourceRate(text, faultOf("--rate-known", faults)));
    List<Scheduled> result = new ArrayList<>();
    for (String name : workload.equals(ALL) ? Workloads.NAMES : names(workload)) {
      boolean isBuiltIn = Workloads.NAMES.contains(name);
      Optional<Workload> found =
          isBuiltIn
              ? Optional.of(Workloads.builtIn(name))
              : file(name, String.join(", ", Workloads.NAMES), faultOf("--workload", faults))
                  .flatMap(path -> valid(Workloads.file(path), faults));
      Schedule standard = isBuiltIn ? new Schedule.Permutations() : new Schedule.Own();
      found
          .map(w -> told.map(w::with).orElse(w))
          .map(w -> holds.map(w::with).orElse(w))
          .ifPresent(w -> result.add(new Scheduled(w, played.apply(w).orElse(standard))));
    }
    return result;
  }

  static Optional<Path> file(String asked, String known, Consumer<String> fault) {
    Path path = Path.of(asked);
    if (Files.isRegularFile(path)) {
      return Optional.of(path);
    }
    fault.accept("is \"%s\", expected one of %s, or a file".formatted(asked, known));
    return Optional.empty();
  }

  private static Optional<Duration> step(String text, Consumer<String> fault) {
    Optional<Duration> duration =
        DurationText.parse(text).filter(d -> d.compareTo(Duration.ofSeconds(1)) >= 0);
    if (duration.isEmpty()) {
      fault.accept("is \"%s\", expected a duration from 1s on, such as 60s or 10m".formatted(text));
    }
    return duration;
  }

  private static Optional<SourceRate> sourceRate(String text, Consumer<String> fault) {
    return switch (text) {
      case "true" -> Optional.of(SourceRate.KNOWN);
      case "false" -> Optional.of(SourceRate.UNKNOWN);
      default -> {
        fault.accept("is \"%s\", expected true or false".formatted(text));
        yield Optional.empty();
      }
    };
  }

  private Settings settings(List<Fault> faults) {
    long chosen = seed(faultOf("--seed", faults));
    double utilization =
        TunerConfig.TARGET_UTILIZATION
            .parse(targetUtilization, faultOf("--target-utilization", faults))
            .orElse(1.0);
    OptionalDouble factor = NumberText.positive(drift, faultOf("--drift", faults));
    double error = rateError.map(text -> share(text, faultOf("--rate-error", faults))).orElse(0.0);
    return new Settings(chosen, utilization, factor.orElse(1), error);
  }

  private long seed(Consumer<String> fault) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      fault.accept("is \"%s\", expected a whole number".formatted(seed));
      return 0;
    }
  }

  /** A number above 0 and at most 1. After a fault the answer is 1, so that reading can go on. */
  private static double share(String text, Consumer<String> fault) {
    OptionalDouble number = NumberText.positive(text, fault);
    if (number.isPresent() && number.getAsDouble() > 1) {
      fault.accept("is %s, expected a number above 0 and at most 1".formatted(text));
    }
    return number.orElse(1);
  }

  static <T> Optional<T> valid(Reading<T> reading, List<Fault> faults) {
    if (reading instanceof Reading.Faulty<T> faulty) {
      faults.addAll(faulty.faults());
      return Optional.empty();
    }
    return Optional.of(((Reading.Valid<T>) reading).value());
  }

  static Consumer<String> faultOf(String option, List<Fault> faults) {
    return message -> faults.add(new Fault(COMMAND_LINE, 0, 0, option, message));
  }
}
