package io.conttune.benchmark.jmh;

import io.conttune.controller.command.ExitCode;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench-loop}: measures one step of the control loop. */
@Command(
    name = "bench-loop",
    description = "Measures one step of the control loop with JMH, in about half a minute.")
public final class BenchLoopCommand implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.seconds(2);
  private static final double KIBIBYTE = 1024;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws RunnerException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("measuring a job of 100 operators");
    err.flush();
    Collection<RunResult> results =
        JmhRun.of(
            new OptionsBuilder()
                .include(LoopStep.class.getName())
                .mode(Mode.SampleTime)
                .warmupIterations(3)
                .warmupTime(ITERATION)
                .measurementIterations(3)
                .measurementTime(ITERATION));
    PrintWriter out = spec.commandLine().getOut();
    lines(results).forEach(out::println);
    out.flush();
    return ExitCode.DONE;
  }

  static List<String> lines(Collection<RunResult> results) {
    List<String> lines = BenchTable.machine();
    lines.add("| one step() of a job of | tuner | median, ms | 99 %, ms | slowest, ms | KiB |");
    lines.add("|---|---|---|---|---|---|");
    results.stream().map(BenchLoopCommand::row).forEach(lines::add);
    return lines;
  }

  private static String row(RunResult result) {
    Statistics times = result.getPrimaryResult().getStatistics();
    return String.format(
        Locale.ROOT,
        "| %s operators | %s | %.3f | %.3f | %.3f | %.0f |",
        result.getParams().getParam("operators"),
        result.getParams().getParam("tuner"),
        times.getPercentile(50),
        times.getPercentile(99),
        times.getMax(),
        result.getSecondaryResults().get(BenchTable.ALLOCATED).getScore() / KIBIBYTE);
  }
}
