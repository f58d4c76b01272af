package io.conttune.benchmark.bench;

import io.conttune.benchmark.run.StopHook;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.OutputOption;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.LogSetup;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
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

/** {@code bench}: tuners side by side on a real Flink. */
@Command(
    name = "bench",
    description = "Compares tuners on queries on a real Flink, with the control loop that ships.")
public final class BenchCommand implements Callable<Integer> {
  private static final String JSON_FILE = "bench.json";
  private static final String TABLE_FILE = "bench.md";

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws IOException, FlinkUnavailableException {
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<BenchPlan> asked = options.read().valueOr(faults);
    Fault.lines(faults).forEach(err::println);
    return asked.isPresent() ? play(asked.get()) : ExitCode.WRONG_INPUT;
  }

  private int play(BenchPlan plan) throws IOException, FlinkUnavailableException {
    PrintWriter err = spec.commandLine().getErr();
    List<String> obstacles = plan.target().obstacles();
    if (!obstacles.isEmpty()) {
      obstacles.forEach(err::println);
      return ExitCode.WRONG_INPUT;
    }
    BenchFolder folder = new BenchFolder(plan);
    if (!isWritable(folder, plan)) {
      return ExitCode.WRONG_INPUT;
    }
    // Flink would tell of every restart at length; the progress tells of them itself.
    LogSetup.silence();
    StopHook hook = StopHook.open();
    try {
      BenchProgress progress = new BenchProgress(err, plan.settings());
      return shown(new Bench(plan, folder, progress, SteadyClock.system()).run(), folder);
    } catch (InterruptedException e) {
      err.println("ended early; the same command goes on with the cells that are not finished");
      return ExitCode.FAILURE;
    } finally {
      hook.close();
    }
  }

  private boolean isWritable(BenchFolder folder, BenchPlan plan) {
    try {
      folder.prepare();
      return true;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .printf(
              "command line: --report: expected a folder that can be written, %s is not (%s)%n",
              plan.report(), e.getClass().getSimpleName());
      return false;
    }
  }

  private int shown(BenchResult result, BenchFolder folder) throws IOException {
    List<String> table = BenchText.lines(result);
    String json = BenchJson.write(result);
    folder.write(TABLE_FILE, String.join("\n", table) + "\n");
    folder.write(JSON_FILE, json + "\n");
    output.print(spec.commandLine().getOut(), () -> table, () -> json);
    return result.isFlawless() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
