package io.conttune.benchmark.scale;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * The options that say what to serve and for how long. Values are taken as text, so that all faults
 * are told at once.
 */
final class ScaleOptions {
  private static final int MOST_JOBS = 10_000;
  private static final int MOST_OPERATORS = 1000;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  @Option(
      names = "--jobs",
      paramLabel = "N,…",
      defaultValue = "10,100,1000",
      description = "Jobs to serve, one run after another (default 10,100,1000).")
  private String jobs;

  @Option(
      names = "--jobs-per-cluster",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most jobs of one cluster (default 20).")
  private String jobsPerCluster;

  @Option(
      names = "--operators",
      paramLabel = "N",
      defaultValue = "10",
      description = "Job vertices of each job (default 10).")
  private String operators;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "The jobs' metrics.poll (default 10s).")
  private String poll;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "70s",
      description =
          "The time before the measurement; after a minute the tuner decides (default 70s).")
  private String warmUp;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "The time of the measurement (default 60s).")
  private String duration;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx1g",
      description = "More options of the service's JVM, split at blanks (default -Xmx1g).")
  private String javaOptions;

  ScaleOptions() {}

  /** The runs asked for, or everything that is wrong with the options. */
  Reading<List<ScaleRun>> read() {
    List<Fault> faults = new ArrayList<>();
    int perCluster = whole("--jobs-per-cluster", jobsPerCluster, 1, MOST_JOBS, faults);
    int vertices = whole("--operators", operators, 2, MOST_OPERATORS, faults);
    Duration pace = duration("--poll", poll, faults);
    Duration before = duration("--warm-up", warmUp, faults);
    Duration measured = duration("--duration", duration, faults);
    List<String> options =
        BLANKS.splitAsStream(javaOptions).filter(option -> !option.isEmpty()).toList();
    List<ScaleRun> runs =
        Arrays.stream(jobs.split(",", -1))
            .map(number -> whole("--jobs", number.strip(), 1, MOST_JOBS, faults))
            .map(number -> new Load(number, perCluster, vertices, pace))
            .map(load -> new ScaleRun(load, before, measured, options))
            .toList();
    return faults.isEmpty() ? new Reading.Valid<>(runs) : new Reading.Faulty<>(faults);
  }

  private static int whole(String option, String text, int least, int most, List<Fault> faults) {
    return NumberText.whole(text, least, most, faultOf(option, faults)).orElse(least);
  }

  private static Duration duration(String option, String text, List<Fault> faults) {
    Optional<Duration> duration = DurationText.parse(text).filter(each -> !each.isZero());
    if (duration.isEmpty()) {
      faultOf(option, faults)
          .accept("is \"%s\", expected a duration such as 200ms, 30s or 5m".formatted(text));
    }
    return duration.orElse(Duration.ofSeconds(1));
  }

  private static Consumer<String> faultOf(String option, List<Fault> faults) {
    return message -> faults.add(Fault.ofOption(option, message));
  }
}
