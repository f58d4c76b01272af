package io.conttune.benchmark.sharing;

import io.conttune.benchmark.run.ScratchDirectory;
import io.conttune.benchmark.run.StopHook;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.LogSetup;
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

/** {@code bench-controllers}: who acts on which job while one is killed and another joins. */
@Command(
    name = "bench-controllers",
    description =
        "Runs three controllers on one PostgreSQL beside clusters that only play Flink's REST API,"
            + " kills one in the middle of rescales and starts another. Exit code 1 if a job has no"
            + " controller for more than 3 polls, if two act on one, or if the jobs are not shared"
            + " evenly.")
public final class BenchControllersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SharingOptions options;

  @Override
  public Integer call() throws IOException {
    LogSetup.silence();
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<SharingRun> asked = options.read().valueOr(faults);
    Fault.lines(faults).forEach(err::println);
    if (asked.isEmpty()) {
      return ExitCode.WRONG_INPUT;
    }
    StopHook hook = StopHook.open();
    try (ScratchDirectory scratch = ScratchDirectory.temporary("conttune-controllers-")) {
      SharingResult result = asked.get().measured(scratch.path(), this::tell);
      SharingText.lines(result).forEach(spec.commandLine().getOut()::println);
      return result.isGood() ? ExitCode.DONE : ExitCode.FAILURE;
    } catch (InterruptedException e) {
      err.println("ended early");
      return ExitCode.FAILURE;
    } finally {
      hook.close();
    }
  }

  private void tell(String news) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(news);
    err.flush();
  }
}
