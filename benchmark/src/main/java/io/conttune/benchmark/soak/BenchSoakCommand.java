package io.conttune.benchmark.soak;

import io.conttune.benchmark.run.ScratchDirectory;
import io.conttune.benchmark.run.StopHook;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.OutputOption;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench-soak}: the service for hours beside clusters and a database that fail. */
@Command(
    name = "bench-soak",
    description =
        "Runs the service for hours beside clusters that only play Flink's REST API and fail at"
            + " random, with a database that does too. Exit code 1 if it leaks, has a defect, or"
            + " does anything to a job that the job's true load does not warrant.")
public final class BenchSoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SoakOptions options;

  @Mixin private OutputOption output;

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      description = "Keeps the service's files and log in this new directory.")
  private Optional<Path> directory;

  @Override
  public Integer call() throws IOException {
    LogSetup.silence();
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<SoakRun> asked = options.read().valueOr(faults);
    Fault.lines(faults).forEach(err::println);
    if (asked.isEmpty()) {
      return ExitCode.WRONG_INPUT;
    }
    StopHook hook = StopHook.open();
    try {
      return shown(measured(asked.get()));
    } catch (InterruptedException e) {
      err.println("ended early");
      return ExitCode.FAILURE;
    } finally {
      hook.close();
    }
  }

  private SoakResult measured(SoakRun run) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "serving %d jobs of %d clusters for %d minutes, seed %d%n",
        run.load().jobs(), run.load().clusters(), run.duration().toMinutes(), run.seed());
    SoakText.head().forEach(err::println);
    err.flush();
    if (directory.isPresent()) {
      return measured(run, Files.createDirectory(directory.get().toAbsolutePath()));
    }
    try (ScratchDirectory scratch = ScratchDirectory.temporary("conttune-soak-")) {
      return measured(run, scratch.path());
    }
  }

  private SoakResult measured(SoakRun run, Path in) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    return run.measured(
        in,
        sample -> {
          err.println(SoakText.row(sample));
          err.flush();
        });
  }

  private int shown(SoakResult result) {
    output.print(
        spec.commandLine().getOut(), () -> SoakText.lines(result), () -> SoakJson.write(result));
    return result.isWithinBounds() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
