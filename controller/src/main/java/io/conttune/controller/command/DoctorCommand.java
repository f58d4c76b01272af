package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.trial.Checkup;
import io.conttune.controller.trial.Finding;
import io.conttune.controller.trial.Trial;
import io.conttune.core.DurationText;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor URL}: what of a cluster and its jobs would stand in the way of tuning them. */
@Command(
    name = "doctor",
    description =
        "Tells what of a Flink cluster and its jobs would stand in the way. Changes nothing there.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing stands in the way",
      "1:something does, or the cluster does not answer",
      "2:the command line is wrong"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1m",
      description =
          "How long to measure each job at most, 0s for not at all (default ${DEFAULT-VALUE}).")
  private Duration length;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> fault = length.isZero() ? cluster.fault() : cluster.fault(length);
    if (fault.isPresent()) {
      err.println(fault.get());
      return ExitCode.WRONG_INPUT;
    }
    try {
      SteadyClock clock = SteadyClock.system();
      List<Finding> findings = new ArrayList<>(Checkup.of(cluster.url(), clock));
      if (!length.isZero()) {
        Trial trial = Trial.of(cluster.url(), length, clock);
        err.printf("measuring each job for at most %s%n", DurationText.of(length));
        measure(trial, clock);
        findings.addAll(Checkup.measured(trial));
      }
      cluster
          .output()
          .print(
              spec.commandLine().getOut(),
              () -> findings.stream().map(Finding::line).toList(),
              () -> ApiJson.writeIndented(findings));
      return findings.stream().anyMatch(Finding::isTrouble) ? ExitCode.FAILURE : ExitCode.DONE;
    } catch (FlinkUnavailableException silent) {
      err.printf("%s; expected the REST address of a Flink cluster%n", silent.getMessage());
      return ExitCode.FAILURE;
    }
  }

  private void measure(Trial trial, SteadyClock clock) throws InterruptedException {
    Stopwatch begun = Stopwatch.start(clock);
    while (!begun.hasRunFor(length) && !trial.isDecided()) {
      trial.step();
      Thread.sleep(trial.poll().toMillis());
    }
  }
}
