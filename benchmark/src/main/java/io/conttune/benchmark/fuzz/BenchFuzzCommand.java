package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.run.OptionReader;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.OutputOption;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench-fuzz}: the control loop beside a cluster whose replies are spoilt. */
@Command(
    name = "bench-fuzz",
    description =
        "Runs the control loop beside a cluster whose replies are spoilt at random. Exit code 1 if a"
            + " step breaks, or anything is done to a job that its true load does not warrant.")
public final class BenchFuzzCommand implements Callable<Integer> {
  private static final int MOST_REPLIES = 10_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--replies",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Replies to spoil (default 10000).")
  private String replies;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of what is spoilt (default: a random one, which is printed).")
  private Optional<Long> seed;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws IOException {
    LogSetup.silence();
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<FuzzRun> asked = read().valueOr(faults);
    Fault.lines(faults).forEach(err::println);
    return asked.isEmpty() ? ExitCode.WRONG_INPUT : shown(asked.get());
  }

  private Reading<FuzzRun> read() {
    OptionReader reader = new OptionReader();
    int number = reader.whole("--replies", replies, 1, MOST_REPLIES);
    return reader.read(
        () -> new FuzzRun(seed.orElseGet(() -> (long) new Random().nextInt(1_000_000)), number));
  }

  private int shown(FuzzRun run) throws IOException {
    FuzzResult result = run.result();
    output.print(
        spec.commandLine().getOut(),
        () -> FuzzText.lines(run, result),
        () -> FuzzJson.write(run, result));
    return result.isWithinBounds() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
