package io.conttune.benchmark.sharing;

import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.LoadReader;
import io.conttune.benchmark.run.OptionReader;
import io.conttune.controller.input.Reading;
import picocli.CommandLine.Option;

/** The options that say what to serve, and by how many. */
final class SharingOptions {
  private static final int MOST_CONTROLLERS = 20;

  @Option(
      names = "--controllers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Controllers at the begin (default 3).")
  private String controllers;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "300",
      description = "Jobs that they share (default 300).")
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
      defaultValue = "3",
      description = "Job vertices of each job (default 3).")
  private String operators;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "The jobs' metrics.poll (default 5s).")
  private String poll;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx512m",
      description = "More options of each controller's JVM, split at blanks (default -Xmx512m).")
  private String javaOptions;

  SharingOptions() {}

  /** The run asked for, or everything that is wrong with the options. */
  Reading<SharingRun> read() {
    OptionReader reader = new OptionReader();
    int several = reader.whole("--controllers", controllers, 2, MOST_CONTROLLERS);
    Load load = new LoadReader(reader, jobsPerCluster, operators, poll).of(jobs);
    return reader.read(() -> new SharingRun(load, several, OptionReader.words(javaOptions)));
  }
}
