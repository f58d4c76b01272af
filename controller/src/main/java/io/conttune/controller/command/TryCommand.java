package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.JobsTriedDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.trial.Checkup;
import io.conttune.controller.trial.Finding;
import io.conttune.controller.trial.JobFile;
import io.conttune.controller.trial.Trial;
import io.conttune.controller.trial.TrialText;
import io.conttune.core.DurationText;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** {@code try URL}: what the jobs of a cluster need, without a file and without a change. */
@Command(
    name = "try",
    description =
        "Watches the jobs of a Flink cluster and tells what each needs. Changes nothing there.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:each job was decided on",
      "1:the cluster does not answer, has no job, or a job could not be decided on",
      "2:the command line is wrong"
    })
public final class TryCommand implements Callable<Integer> {
  private static final String CLEARED = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "3m",
      description = "How long to watch (default ${DEFAULT-VALUE}).")
  private Duration length;

  @Option(
      names = "--write",
      paramLabel = "DIRECTORY",
      description = "Writes a file per job there. A file that is there stays as it is.")
  private Optional<Path> directory;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> fault = cluster.fault(length);
    if (fault.isPresent()) {
      err.println(fault.get());
      return ExitCode.WRONG_INPUT;
    }
    try {
      Trial trial = Trial.of(cluster.url(), length, SteadyClock.system());
      if (trial.jobs() == 0) {
        err.printf("the cluster at %s has no running job%n", cluster.url());
        return ExitCode.FAILURE;
      }
      err.printf(
          "watching %d %s at %s for %s; nothing is changed there%n",
          trial.jobs(), trial.jobs() == 1 ? "job" : "jobs", cluster.url(), DurationText.of(length));
      watch(trial);
      return tell(trial, Checkup.asFarAsItAnswers(cluster.url(), SteadyClock.system()));
    } catch (FlinkUnavailableException silent) {
      err.printf("%s; expected the REST address of a Flink cluster%n", silent.getMessage());
      return ExitCode.FAILURE;
    }
  }

  private void watch(Trial trial) throws InterruptedException {
    Stopwatch begun = Stopwatch.start(SteadyClock.system());
    boolean isTerminal = spec.commandLine().getColorScheme().ansi().enabled();
    while (!begun.hasRunFor(length)) {
      trial.step();
      if (isTerminal) {
        draw(trial, begun.leftOf(length));
      }
      Duration left = begun.leftOf(length);
      Thread.sleep(Math.min(trial.poll().toMillis(), Math.max(1, left.toMillis())));
    }
  }

  private void draw(Trial trial, Duration left) {
    PrintWriter err = spec.commandLine().getErr();
    err.print(CLEARED);
    err.printf("%d s left; nothing is changed at %s%n", left.toSeconds(), cluster.url());
    for (JobDocument job : trial.documents()) {
      err.println();
      TrialText.watched(job).forEach(err::println);
    }
    err.flush();
  }

  private int tell(Trial trial, List<Finding> findings) {
    List<JobDocument> jobs = trial.documents();
    cluster
        .output()
        .print(
            spec.commandLine().getOut(),
            () -> text(jobs, findings),
            () -> ApiJson.writeIndented(new JobsTriedDocument(jobs)));
    int written = directory.map(target -> write(target, trial.configs())).orElse(ExitCode.DONE);
    boolean decided = jobs.stream().allMatch(job -> job.decision().isPresent());
    return decided ? written : ExitCode.FAILURE;
  }

  private static List<String> text(List<JobDocument> jobs, List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (i > 0) {
        lines.add("");
      }
      lines.addAll(TrialText.of(jobs.get(i), findings));
    }
    lines.add("");
    lines.addAll(TrialText.ofCluster(findings));
    return lines;
  }

  private int write(Path target, List<JobConfig> configs) {
    PrintWriter err = spec.commandLine().getErr();
    int code = ExitCode.DONE;
    for (JobFile file : JobFile.in(target, configs)) {
      try {
        if (file.exists()) {
          err.printf("%s is there already and stays as it is%n", file.path());
        } else {
          file.write();
          err.printf("wrote %s%n", file.path());
        }
      } catch (IOException e) {
        err.printf(
            "command line: --write: expected a directory that can be written, %s cannot (%s)%n",
            file.path(), e.getClass().getSimpleName());
        code = ExitCode.WRONG_INPUT;
      }
    }
    return code;
  }
}
