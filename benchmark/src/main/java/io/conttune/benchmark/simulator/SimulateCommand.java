package io.conttune.benchmark.simulator;

import io.conttune.benchmark.simulator.ablation.Ablation;
import io.conttune.benchmark.simulator.ablation.AblationResult;
import io.conttune.benchmark.simulator.report.AblationText;
import io.conttune.benchmark.simulator.report.ReportFolder;
import io.conttune.benchmark.simulator.report.ResultJson;
import io.conttune.benchmark.simulator.report.ResultText;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.schedule.Schedule.Trace.UnitOrigin;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.OutputOption;
import io.conttune.controller.input.Fault;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code simulate}: tuners side by side in virtual time. */
@Command(
    name = "simulate",
    description = "Compares tuners on simulated jobs, in virtual time, with the real control loop.")
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SimulateOptions options;

  @Mixin private OutputOption output;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for tables beside the paper's, all figures as JSON, and pictures.")
  private Optional<Path> report;

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<Comparison> asked = options.read().valueOr(faults);
    if (options.ablates() && report.isPresent()) {
      faults.add(fault("--report", "cannot be made of --ablate, expected no such option"));
    } else if (asked.isPresent()) {
      unwritable().ifPresent(faults::add);
    }
    if (!faults.isEmpty()) {
      Fault.lines(faults).forEach(err::println);
      return ExitCode.WRONG_INPUT;
    }
    return options.ablates()
        ? ablate(options.ablation(asked.orElseThrow()))
        : compare(asked.orElseThrow());
  }

  private int ablate(Ablation ablation) throws InterruptedException {
    boolean isShort = warnOfShortage(ablation.asked());
    AblationResult result = ablation.run();
    output.print(
        spec.commandLine().getOut(),
        () -> AblationText.lines(result),
        () -> AblationText.json(result));
    return isShort ? ExitCode.FAILURE : ExitCode.DONE;
  }

  private int compare(Comparison comparison) throws InterruptedException, IOException {
    PrintWriter err = spec.commandLine().getErr();
    boolean isShort = warnOfShortage(comparison);
    ComparisonResult result = comparison.run();
    print(result);
    if (report.isPresent()) {
      new ReportFolder(report.get())
          .write(result)
          .ifPresent(reason -> err.println("the report has no pictures: " + reason));
    }
    return isShort ? ExitCode.FAILURE : ExitCode.DONE;
  }

  /** Returns whether some workload has a peak that no tuner can carry, and says so. */
  private boolean warnOfShortage(Comparison comparison) {
    PrintWriter err = spec.commandLine().getErr();
    List<Scheduled> tooMuch =
        comparison.workloads().stream()
            .filter(scheduled -> comparison.shortage(scheduled).isPresent())
            .toList();
    for (Scheduled scheduled : tooMuch) {
      String shortage = ResultText.shortage(comparison.shortage(scheduled).orElseThrow());
      err.println(scheduled.workload().name() + ": " + shortage);
    }
    tooMuch.stream()
        .map(Scheduled::schedule)
        .filter(schedule -> schedule.unit().filter(UnitOrigin.ASSUMED::equals).isPresent())
        .findFirst()
        .ifPresent(
            schedule ->
                err.printf(
                    "%s: its rates were taken for factors on the unit rates of the sources. If they"
                        + " are records per second, use --rate-unit records/s.%n",
                    schedule.label()));
    err.flush();
    return !tooMuch.isEmpty();
  }

  /** Makes the folder of the report, so it is called only after all input was found right. */
  private Optional<Fault> unwritable() {
    if (report.isEmpty()) {
      return Optional.empty();
    }
    try {
      new ReportFolder(report.get()).prepare();
      return Optional.empty();
    } catch (IOException e) {
      String message = "expected a folder that can be written, " + report.get() + " is not";
      return Optional.of(fault("--report", message));
    }
  }

  private static Fault fault(String option, String message) {
    return new Fault(SimulateOptions.COMMAND_LINE, 0, 0, option, message);
  }

  private void print(ComparisonResult result) {
    output.print(
        spec.commandLine().getOut(),
        () -> ResultText.lines(result),
        () -> ResultJson.write(result));
  }
}
