package io.conttune.benchmark.simulator;

import io.conttune.benchmark.simulator.report.ResultJson;
import io.conttune.benchmark.simulator.report.ResultText;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.config.Reading;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: tuners side by side in virtual time. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Compares tuners on simulated jobs, in virtual time, with the real control loop.")
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SimulateOptions options;

  @Option(
      names = "--output",
      defaultValue = "text",
      description = "text, or json: one document on standard output (default text).")
  private Output output;

  private enum Output {
    TEXT,
    JSON
  }

  @Override
  public Integer call() throws InterruptedException {
    Reading<Comparison> reading = options.read();
    if (reading instanceof Reading.Faulty<Comparison> faulty) {
      PrintWriter err = spec.commandLine().getErr();
      faulty.faults().forEach(err::println);
      return ExitCode.WRONG_INPUT;
    }
    ComparisonResult result = ((Reading.Valid<Comparison>) reading).value().run();
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> ResultText.lines(result).forEach(out::println);
      case JSON -> out.println(ResultJson.write(result));
    }
    out.flush();
    return ExitCode.DONE;
  }
}
