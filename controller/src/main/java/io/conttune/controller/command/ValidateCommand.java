package io.conttune.controller.command;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.config.files.ProcessSecrets;
import io.conttune.controller.input.Fault;
import io.conttune.controller.service.ClusterCheck;
import io.conttune.core.PrintableText;
import io.conttune.core.time.SteadyClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code validate FILE…}: every fault of every file at once. With a service's file come those of
 * its jobs. With {@code --connect} the clusters are asked, too.
 */
@Command(
    name = "validate",
    description = "Checks configuration files and lists every fault of every file.")
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "conttune.yaml, with the files of its jobs; or the YAML file of a job, for which the defaults"
              + " of a conttune.yaml beside its directory hold")
  private List<Path> files;

  @Option(
      names = "--connect",
      description =
          "Also asks the cluster of each job: is the job there, do its operators exist, and how"
              + " would it be rescaled. Changes nothing.")
  private boolean connects;

  @Override
  public Integer call() {
    ConfigReader.Checked checked = new ConfigReader(System.getenv()).check(files);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = checked.faults();
    Fault.lines(faults).forEach(err::println);
    if (!faults.isEmpty()) {
      err.println(Fault.count(faults));
      return ExitCode.WRONG_INPUT;
    }
    out.printf("%d %s, no faults%n", checked.files(), checked.files() == 1 ? "file" : "files");
    return connects ? connect(checked.jobs(), out, err) : ExitCode.DONE;
  }

  /** Every job is asked about, whatever is found of the others. */
  private static int connect(Map<String, JobConfig> jobs, PrintWriter out, PrintWriter err) {
    List<Fault> faults = new ArrayList<>();
    jobs.forEach(
        (file, config) -> {
          ClusterCheck.Report report =
              ClusterCheck.of(config, new ProcessSecrets(System.getenv()), SteadyClock.system());
          report.remarks().forEach(remark -> out.println(PrintableText.of(file + ": " + remark)));
          report.faults().forEach(fault -> faults.add(Fault.ofFile(file, "", fault)));
        });
    out.flush();
    Fault.lines(faults).forEach(err::println);
    if (!faults.isEmpty()) {
      err.println(Fault.count(faults));
    }
    return faults.isEmpty() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
