package io.conttune.benchmark.study;

import io.conttune.controller.command.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code study}: measures how well each surrogate predicts points that it has not seen. */
@Command(
    name = "study",
    description = "Compares surrogates on histories of which points were held back.")
public final class StudyCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--curves",
      defaultValue = "held_out",
      description = "Parameters of the curves: held_out, or development (default held_out).")
  private Shape.Parameters curves;

  @Option(names = "--seed", defaultValue = "1000", description = "The first seed (default 1000).")
  private long seed;

  @Option(
      names = "--seeds",
      defaultValue = "20",
      description = "Histories per shape and noise (default 20).")
  private int seeds;

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new ParameterException(
          spec.commandLine(), "--seeds: expected a number from 1 to 1000, got " + seeds);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "seeds %d to %d, parameters %s%n%n",
        seed, seed + seeds - 1, curves.name().toLowerCase(Locale.ROOT));
    for (StudyTable table : new Study(curves, seed, seeds).tables(Mapper.POINTS)) {
      table.lines().forEach(out::println);
    }
    out.flush();
    return ExitCode.DONE;
  }
}
