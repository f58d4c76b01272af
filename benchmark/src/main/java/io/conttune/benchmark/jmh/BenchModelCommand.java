package io.conttune.benchmark.jmh;

import io.conttune.controller.command.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench-model}: measures a fit and a pick of each surrogate. */
@Command(
    name = "bench-model",
    description = "Measures fit and pick of both surrogates with JMH, in about two minutes.")
public final class BenchModelCommand implements Callable<Integer> {
  private static final TimeValue SECOND = TimeValue.seconds(1);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    results.addAll(run("5, 26 and 100 parallelisms", quick()));
    results.addAll(run("500 parallelisms", slow()));
    results.addAll(run("10 000 operators", many()));
    PrintWriter out = spec.commandLine().getOut();
    BenchTable.lines(results).forEach(out::println);
    out.flush();
    return ExitCode.DONE;
  }

  private Collection<RunResult> run(String what, ChainedOptionsBuilder options)
      throws RunnerException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("measuring " + what);
    err.flush();
    return JmhRun.of(options);
  }

  private static ChainedOptionsBuilder quick() {
    return new OptionsBuilder()
        .include(FitAndPick.class.getName())
        .param("distinct", "5", "26", "100")
        .mode(Mode.SampleTime)
        .warmupIterations(2)
        .warmupTime(SECOND)
        .measurementIterations(3)
        .measurementTime(SECOND);
  }

  private static ChainedOptionsBuilder slow() {
    return new OptionsBuilder()
        .include(FitAndPick.class.getName())
        .param("distinct", "500")
        .mode(Mode.SingleShotTime)
        .warmupIterations(1)
        .measurementIterations(3);
  }

  private static ChainedOptionsBuilder many() {
    return new OptionsBuilder()
        .include(ManyOperators.class.getName())
        .mode(Mode.SingleShotTime)
        .warmupIterations(0)
        .measurementIterations(1);
  }
}
