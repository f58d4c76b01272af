package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.LoadReader;
import io.conttune.benchmark.run.OptionReader;
import io.conttune.controller.input.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import picocli.CommandLine.Option;

/** The options that say what to serve, for how long, and what goes wrong. */
final class SoakOptions {
  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Jobs to serve (default 200).")
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
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "2h",
      description = "The length of the soak (default 2h).")
  private String duration;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "Its first part, which is not compared with the last (default 10m).")
  private String warmUp;

  @Option(
      names = "--sample",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "The time between two samples (default 1m).")
  private String sample;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "POSTGRES",
      description =
          "postgres: a PostgreSQL that is restarted, killed and held; h2: a file (default"
              + " postgres).")
  private SoakRun.StoreKind store;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the faults (default: a random one, which is printed).")
  private Optional<Long> seed;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx1g",
      description = "More options of the service's JVM, split at blanks (default -Xmx1g).")
  private String javaOptions;

  SoakOptions() {}

  /** The run asked for, or everything that is wrong with the options. */
  Reading<SoakRun> read() {
    OptionReader reader = new OptionReader();
    Load load = new LoadReader(reader, jobsPerCluster, operators, poll).of(jobs);
    Duration all = reader.duration("--duration", duration);
    Duration before = reader.duration("--warm-up", warmUp);
    Duration between = reader.duration("--sample", sample);
    if (between.multipliedBy(Flatness.LEAST_SAMPLES).compareTo(all.minus(before)) >= 0) {
      reader.fault(
          "--duration",
          "is \"%s\", expected more than the warm-up and %d samples"
              .formatted(duration, Flatness.LEAST_SAMPLES));
    }
    return reader.read(
        () ->
            new SoakRun(
                load,
                all,
                before,
                between,
                store,
                seed.orElseGet(() -> (long) new Random().nextInt(Integer.MAX_VALUE)),
                OptionReader.words(javaOptions)));
  }
}
