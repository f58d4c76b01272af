package io.conttune.benchmark.jmh;

import io.conttune.controller.command.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench-loop}: measures one step of the control loop, and one look at a large job. */
@Command(
    name = "bench-loop",
    description =
        "Measures one step of the control loop, and one look at a large job, with JMH, in about"
            + " two minutes.")
public final class BenchLoopCommand implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.seconds(2);
  private static final double KIBIBYTE = 1024;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws RunnerException {
    say("measuring a step of a job of 100 operators");
    Collection<RunResult> steps = JmhRun.of(options(LoopStep.class));
    say("measuring a look at a job of 1500 operators");
    Collection<RunResult> looks = JmhRun.asService(options(LargeLook.class));
    PrintWriter out = spec.commandLine().getOut();
    lines(steps).forEach(out::println);
    out.println();
    lookLines(looks).forEach(out::println);
    out.flush();
    return ExitCode.DONE;
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(what);
    err.flush();
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName())
        .mode(Mode.SampleTime)
        .warmupIterations(3)
        .warmupTime(ITERATION)
        .measurementIterations(3)
        .measurementTime(ITERATION);
  }

  static List<String> lines(Collection<RunResult> results) {
    List<String> lines = BenchTable.machine();
    lines.add("| one step() of a job of | tuner | median, ms | 99 %, ms | slowest, ms | KiB |");
    lines.add("|---|---|---|---|---|---|");
    results.stream().map(result -> row(result, "operators")).forEach(lines::add);
    return lines;
  }

  static List<String> lookLines(Collection<RunResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add("| one look at a job of | tuner | median, ms | 99 %, ms | slowest, ms | KiB |");
    lines.add("|---|---|---|---|---|---|");
    results.stream().map(result -> row(result, "vertices")).forEach(lines::add);
    return lines;
  }

  /**
   * One row of a table.
   *
   * @param size parameter of the benchmark that tells the number of operators
   */
  private static String row(RunResult result, String size) {
    Statistics times = result.getPrimaryResult().getStatistics();
    return String.format(
        Locale.ROOT,
        "| %s operators | %s | %.3f | %.3f | %.3f | %.0f |",
        result.getParams().getParam(size),
        result.getParams().getParam("tuner"),
        times.getPercentile(50),
        times.getPercentile(99),
        times.getMax(),
        result.getSecondaryResults().get(BenchTable.ALLOCATED).getScore() / KIBIBYTE);
  }
}
