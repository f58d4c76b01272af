package io.conttune.benchmark.bench;

import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * The options that say what to compare. Values are taken as text, so that all faults are told at
 * once.
 */
final class BenchOptions {
  private static final String ALL = "all";
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(20);
  private static final int MOST_STEPS = 1000;

  @Option(
      names = "--query",
      paramLabel = "A,B,…|all",
      defaultValue = "q1,q3",
      description = "wordcount, q1, q2, q3, q5, q8, q11 (default q1,q3).")
  private String query;

  @Option(
      names = "--tuner",
      paramLabel = "A,B,…|all",
      defaultValue = "conttune-3,ds2",
      description = "conttune, informed, conttune-3, conttune-0, ds2 (default conttune-3,ds2).")
  private String tuner;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "8",
      description = "Rates to play: half as many different ones, each twice (default 8).")
  private String steps;

  @Option(
      names = "--step-duration",
      paramLabel = "DURATION",
      defaultValue = "20s",
      description = "How long each rate is played, at least 20s (default 20s).")
  private String stepDuration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the order of the rates and of the input (default 1).")
  private String seed;

  @Option(
      names = "--target-utilization",
      paramLabel = "U",
      description =
          "Share of its capacity that an operator should use (default ${DEFAULT-VALUE}, the"
              + " service's).")
  private String targetUtilization = TunerConfig.TARGET_UTILIZATION.standardText();

  @Option(
      names = "--flink",
      paramLabel = "embedded|URL",
      defaultValue = "embedded",
      description = "Where the queries run: in this JVM, or on a session cluster.")
  private String flink;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description =
          "With --flink URL: a folder that the cluster sees under the same path, for savepoints and"
              + " counts (default the temporary folder, for a cluster on this machine).")
  private Optional<Path> shared;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench-report",
      description =
          "Folder for results. What is finished in it is not run again with the same settings"
              + " (default bench-report).")
  private Path report;

  BenchOptions() {}

  /** The plan asked for, or everything that is wrong with the options. */
  Reading<BenchPlan> read() {
    List<Fault> faults = new ArrayList<>();
    List<BenchWorkload> workloads =
        chosen(query, BenchWorkloads.ALL, BenchWorkload::name, faultOf("--query", faults));
    List<BenchTuner> tuners =
        chosen(tuner, BenchTuner.ALL, BenchTuner::label, faultOf("--tuner", faults));
    BenchPlan.Settings settings =
        new BenchPlan.Settings(
            NumberText.whole(steps, 1, MOST_STEPS, faultOf("--steps", faults)).orElse(1),
            duration(faultOf("--step-duration", faults)),
            seed(faultOf("--seed", faults)),
            TunerConfig.TARGET_UTILIZATION
                .parse(targetUtilization, faultOf("--target-utilization", faults))
                .orElse(1.0));
    FlinkTarget target = target(faultOf("--flink", faults));
    return faults.isEmpty()
        ? new Reading.Valid<>(new BenchPlan(workloads, tuners, settings, target, report))
        : new Reading.Faulty<>(faults);
  }

  private static <T> List<T> chosen(
      String list, List<T> all, Function<T, String> nameOf, Consumer<String> fault) {
    if (list.equals(ALL)) {
      return all;
    }
    List<T> chosen = new ArrayList<>();
    for (String name : Arrays.stream(list.split(",", -1)).map(String::strip).toList()) {
      Optional<T> found = all.stream().filter(each -> nameOf.apply(each).equals(name)).findFirst();
      found.filter(each -> !chosen.contains(each)).ifPresent(chosen::add);
      if (found.isEmpty()) {
        fault.accept(
            "knows no \"%s\", expected all or some of %s"
                .formatted(name, all.stream().map(nameOf).collect(Collectors.joining(", "))));
      }
    }
    return chosen;
  }

  private Duration duration(Consumer<String> fault) {
    Optional<Duration> duration =
        DurationText.parse(stepDuration).filter(each -> each.compareTo(SHORTEST_STEP) >= 0);
    if (duration.isEmpty()) {
      fault.accept(
          "is \"%s\", expected a duration from 20s on, such as 20s or 2m".formatted(stepDuration));
    }
    return duration.orElse(SHORTEST_STEP);
  }

  private long seed(Consumer<String> fault) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      fault.accept("is \"%s\", expected a whole number".formatted(seed));
      return 0;
    }
  }

  private FlinkTarget target(Consumer<String> fault) {
    if (flink.equals("embedded")) {
      return new FlinkTarget.Embedded();
    }
    if (!flink.matches("https?://[^\\s/?#]+/?")) {
      fault.accept(
          "is \"%s\", expected embedded or a URL such as http://127.0.0.1:8081".formatted(flink));
      return new FlinkTarget.Embedded();
    }
    Path folder = shared.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    return new FlinkTarget.Remote(URI.create(flink), folder.toAbsolutePath());
  }

  private static Consumer<String> faultOf(String option, List<Fault> faults) {
    return message -> faults.add(Fault.ofOption(option, message));
  }
}
