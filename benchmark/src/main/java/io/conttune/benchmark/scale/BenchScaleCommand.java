package io.conttune.benchmark.scale;

import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.run.ScratchDirectory;
import io.conttune.benchmark.run.StopHook;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.OutputOption;
import io.conttune.controller.input.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench-scale}: the cost of the service with few and with many jobs. */
@Command(
    name = "bench-scale",
    description =
        "Runs the service beside clusters that only play Flink's REST API, and measures how late"
            + " its polls are and what it uses. Exit code 1 if it exceeds its bounds.")
public final class BenchScaleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScaleOptions options;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<List<ScaleRun>> asked = options.read().valueOr(faults);
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

  private List<ScaleResult> measured(List<ScaleRun> runs) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    List<ScaleResult> results = new ArrayList<>();
    for (ScaleRun run : runs) {
      Load load = run.load();
      err.printf(
          "serving %d jobs of %d clusters for %d s%n",
          load.jobs(), load.clusters(), run.warmUp().plus(run.duration()).toSeconds());
      err.flush();
      results.add(measured(run));
    }
    return results;
  }

  private static ScaleResult measured(ScaleRun run) throws IOException, InterruptedException {
    try (ScratchDirectory scratch = ScratchDirectory.temporary("conttune-scale-")) {
      return run.measured(scratch.path());
    }
  }

  private int shown(List<ScaleResult> results) {
    output.print(
        spec.commandLine().getOut(),
        () -> ScaleText.lines(results),
        () -> ScaleJson.write(results));
    return results.stream().allMatch(ScaleResult::isWithinBounds)
        ? ExitCode.DONE
        : ExitCode.FAILURE;
  }
}
