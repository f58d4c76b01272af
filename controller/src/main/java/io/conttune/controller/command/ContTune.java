package io.conttune.controller.command;

import io.conttune.core.PrintableText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The main of {@code bin/conttune}: the service, and the commands that need no cluster. */
@Command(
    name = "conttune",
    description = "Tunes the parallelism of Apache Flink jobs.",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      RecommendCommand.class,
      PlotCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      PlanCommand.class,
      HistoryCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      PinCommand.class,
      UnpinCommand.class,
      ScaleCommand.class,
      UndoCommand.class,
      ApplyCommand.class,
      DismissCommand.class,
      HandoverCommand.class,
      FreezeCommand.class,
      UnfreezeCommand.class,
      SavingsCommand.class,
      TryCommand.class,
      DoctorCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT)
public final class ContTune implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private ContTune() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    execute(commandLine(), arguments);
  }

  /** Runs one of these commands and ends the JVM with its exit code. */
  public static void execute(CommandLine commands, String[] arguments) {
    // Pictures are drawn into memory, whatever display there is.
    System.setProperty("java.awt.headless", "true");
    // The JDK's HTTP server waits for a client without end unless it is told not to.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.exit(commands.execute(arguments));
  }

  /**
   * The commands, which turn whatever goes wrong into one line and an exit code.
   *
   * @param more commands of other modules, with picocli's annotations
   */
  public static CommandLine commandLine(Object... more) {
    CommandLine commands = new CommandLine(new ContTune());
    for (Object command : more) {
      commands.addSubcommand(command);
    }
    return commands
        .registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongCommandLine())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              told(failure).lines().map(PrintableText::of).forEach(command.getErr()::println);
              return ExitCode.FAILURE;
            });
  }

  private static String told(Exception failure) {
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }

  /** Without a command: lists them. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.WRONG_INPUT;
  }
}
