package io.conttune.benchmark;

import io.conttune.benchmark.bench.BenchCommand;
import io.conttune.benchmark.demo.DemoCommand;
import io.conttune.benchmark.jmh.BenchLoopCommand;
import io.conttune.benchmark.jmh.BenchModelCommand;
import io.conttune.benchmark.plot.PlotCommand;
import io.conttune.benchmark.simulator.SimulateCommand;
import io.conttune.benchmark.study.StudyCommand;
import io.conttune.controller.command.DurationConverter;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.RecommendCommand;
import io.conttune.controller.command.RunCommand;
import io.conttune.controller.command.ValidateCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main of {@code ./conttune}. */
@Command(
    name = "conttune",
    description = "Autoscaler for Apache Flink by conservative Bayesian optimisation.",
    subcommands = {
      DemoCommand.class,
      BenchCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      RecommendCommand.class,
      PlotCommand.class,
      SimulateCommand.class,
      StudyCommand.class,
      BenchModelCommand.class,
      BenchLoopCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = ContTune.Version.class)
public final class ContTune {
  private ContTune() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // Pictures are drawn into memory, whatever display there is.
    System.setProperty("java.awt.headless", "true");
    System.exit(commandLine().execute(arguments));
  }

  /** All commands; whatever they throw becomes one line and an exit code. */
  static CommandLine commandLine() {
    return new CommandLine(new ContTune())
        .registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              wrong.getCommandLine().getErr().println(wrong.getMessage());
              return ExitCode.WRONG_INPUT;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(failure.getMessage());
              return ExitCode.FAILURE;
            });
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ContTune.class.getPackage().getImplementationVersion();
      return new String[] {"conttune " + (version == null ? "(not packaged)" : version)};
    }
  }
}
