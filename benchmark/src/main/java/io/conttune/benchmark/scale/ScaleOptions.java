package io.conttune.benchmark.scale;

import io.conttune.benchmark.played.LoadReader;
import io.conttune.benchmark.run.OptionReader;
import io.conttune.controller.input.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The options that say what to serve and for how long. Values are taken as text, so that all faults
 * are told at once.
 */
final class ScaleOptions {
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
    OptionReader reader = new OptionReader();
    LoadReader load = new LoadReader(reader, jobsPerCluster, operators, poll);
    Duration before = reader.duration("--warm-up", warmUp);
    Duration measured = reader.duration("--duration", duration);
    List<ScaleRun> runs =
        Arrays.stream(jobs.split(",", -1))
            .map(number -> load.of(number.strip()))
            .map(each -> new ScaleRun(each, before, measured, OptionReader.words(javaOptions)))
            .toList();
    return reader.read(() -> runs);
  }
}
