package io.conttune.benchmark.demo;

import io.conttune.benchmark.embedded.PortInUseException;
import io.conttune.benchmark.run.StopHook;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.collector.MetricSource;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.files.JobConfigYaml;
import io.conttune.controller.log.LogSetup;
import io.conttune.core.DurationText;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: a real Flink job tuned end to end, with nothing to install. */
@Command(
    name = "demo",
    description =
        "Tunes a real Flink job end to end: embedded Flink, changing input rate, audit, report.")
public final class DemoCommand implements Callable<Integer> {
  private static final Duration STEP = Duration.ofSeconds(60);

  /** Flink's per-second gauges climb for 60 s after a start; a decision needs them settled. */
  private static final Duration STEP_WITH_GAUGES = Duration.ofSeconds(150);

  private static final Duration PAUSE_OF_PLAIN_LINES = Duration.ofSeconds(5);
  private static final int MOST_STEPS = 1000;
  private static final int MOST_PORT = 65_535;

  /** Set by the launcher to the size of the terminal, if there is one. */
  private static final String COLUMNS = "conttune.columns";

  private static final String LINES = "conttune.lines";
  private static final int USUAL_LINES = 24;

  @Spec private CommandSpec spec;

  @Option(names = "--steps", defaultValue = "8", description = "Rates to play (default 8).")
  private int steps;

  @Option(
      names = "--step-duration",
      paramLabel = "DURATION",
      description = "How long each is played, at least 20s (default 60s; 150s with gauges).")
  private Optional<Duration> stepDuration;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the order of the rates and of the words (default 1).")
  private long seed;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Of Flink's REST API and web page; 0 for any free one (default 0).")
  private int port;

  @Option(
      names = "--report",
      defaultValue = "report",
      paramLabel = "DIR",
      description = "Folder for the report (default report).")
  private Path report;

  @Option(names = "--headless", description = "Plain lines even on a terminal.")
  private boolean headless;

  @Option(
      names = "--output",
      defaultValue = "text",
      description = "text, or json: summary.json on standard output (default text).")
  private Output output;

  @Option(
      names = "--metrics",
      description = "What the controller reads: counters, gauges or auto (default: the service's).")
  private MetricSource metrics = MetricsConfig.DEFAULT.source();

  @Option(
      names = "--method",
      description = "The tuner: informed, conttune or ds2 (default: the service's).")
  private TuningMethod.Name method = TunerConfig.DEFAULT.method().name();

  @Option(
      names = "--surrogate",
      description =
          "Model of --method conttune: loglog, or the paper's rbf (default: the service's).")
  private Optional<SurrogateMethod> surrogate;

  @Option(
      names = "--flink-only",
      description = "Starts Flink and the job, prints a ready YAML for the controller, and waits.")
  private boolean flinkOnly;

  private enum Output {
    TEXT,
    JSON
  }

  @Override
  public Integer call() throws IOException, FlinkUnavailableException {
    DemoSettings settings = settings();
    // Flink would tell of every restart at length; the demo tells of it itself.
    LogSetup.silence();
    StopHook hook = StopHook.open();
    try {
      return flinkOnly ? onlyFlink(settings) : demo(settings);
    } catch (PortInUseException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (InterruptedException e) {
      return ExitCode.FAILURE;
    } finally {
      hook.close();
    }
  }

  private int demo(DemoSettings settings)
      throws IOException, FlinkUnavailableException, InterruptedException {
    DemoWorkload workload = DemoWorkload.STANDARD;
    Demo.Result result = new Demo(settings, workload, SteadyClock.system(), screen()).run();
    DemoReport.Pictures pictures = new DemoReport(settings.report()).write(result, workload);
    DemoSummary summary = result.summary();
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.JSON) {
      out.println(SummaryJson.write(summary));
    } else {
      SummaryText.of(summary).forEach(out::println);
      out.println("report: " + settings.report());
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    pictures.missing().ifPresent(reason -> err.println("the report has no pictures: " + reason));
    summary.failures().forEach(err::println);
    return summary.succeeded() ? ExitCode.DONE : ExitCode.FAILURE;
  }

  private int onlyFlink(DemoSettings settings)
      throws IOException, FlinkUnavailableException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    err.println("starting Flink");
    try (DemoCluster cluster =
        DemoCluster.start(settings, DemoWorkload.STANDARD, SteadyClock.system())) {
      err.println("Flink's web page: " + cluster.restAddress() + " (Ctrl-C ends it)");
      err.println("the job's YAML, for the folder jobs/ of a conttune.yaml:");
      JobConfig config = cluster.config();
      out.println("# The service's defaults, but for times that fit rates that change often:");
      DifferingSettings.of(config).forEach(setting -> out.println("#   " + setting));
      out.print(JobConfigYaml.write(config));
      out.flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }

  private DemoSettings settings() {
    require(steps >= 1 && steps <= MOST_STEPS, "--steps", steps, "a number from 1 to 1000");
    Duration usual = metrics == MetricSource.GAUGES ? STEP_WITH_GAUGES : STEP;
    Duration step = stepDuration.orElse(usual);
    require(
        step.compareTo(DemoSettings.SHORTEST_STEP) >= 0,
        "--step-duration",
        DurationText.of(step),
        "at least 20s");
    require(port >= 0 && port <= MOST_PORT, "--port", port, "a number from 0 to 65535");
    TuningMethod tuner = tuner();
    requireFreePort();
    if (!flinkOnly) {
      prepareReport();
    }
    return new DemoSettings(steps, step, seed, port, report, metrics, tuner);
  }

  private TuningMethod tuner() {
    require(
        surrogate.isEmpty() || method == TuningMethod.Name.CONTTUNE,
        "--surrogate",
        "--method " + method.name().toLowerCase(Locale.ROOT),
        "--method conttune with it");
    return switch (method) {
      case CONTTUNE ->
          surrogate.map(TuningMethod.ContTune::with).orElse(TuningMethod.ContTune.DEFAULT);
      case DS2 -> TuningMethod.Ds2.DEFAULT;
      case INFORMED -> TuningMethod.Informed.DEFAULT;
      case EXTENSION ->
          throw new ParameterException(
              spec.commandLine(), "--method: expected informed, conttune or ds2, got extension");
    };
  }

  private void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), "%s: expected %s, got %s".formatted(option, expected, value));
    }
  }

  /** Before anything is started or written; Flink itself finds out only when half of it is up. */
  private void requireFreePort() {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--port: cannot listen on %d (%s)".formatted(port, e.getMessage()),
          e);
    }
  }

  /** Before anything is started: a demo whose report cannot be written would have been in vain. */
  private void prepareReport() {
    try {
      new DemoReport(report).prepare();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--report: expected a folder that can be written, %s is not (%s)"
              .formatted(report, e.getClass().getSimpleName()),
          e);
    }
  }

  private Screen screen() {
    PrintWriter err = spec.commandLine().getErr();
    // Only the launcher can tell: from JDK 22 on, System.console() is there without a terminal too.
    Optional<Integer> columns =
        Optional.ofNullable(Integer.getInteger(COLUMNS))
            .filter(width -> width >= Frame.LEAST_WIDTH);
    return columns.isPresent() && !headless && output == Output.TEXT && !isDumb()
        ? new TerminalScreen(
            err,
            new TerminalScreen.Size(columns.get(), Integer.getInteger(LINES, USUAL_LINES)),
            colours())
        : new PlainScreen(
            err, columns.orElse(PlainScreen.UNLIMITED), PAUSE_OF_PLAIN_LINES, SteadyClock.system());
  }

  private static boolean isDumb() {
    return "dumb".equals(System.getenv("TERM"));
  }

  /** By the convention of no-color.org. */
  private static TerminalScreen.Colours colours() {
    String refused = System.getenv("NO_COLOR");
    return refused == null || refused.isEmpty()
        ? TerminalScreen.Colours.SHOWN
        : TerminalScreen.Colours.LEFT_OUT;
  }
}
