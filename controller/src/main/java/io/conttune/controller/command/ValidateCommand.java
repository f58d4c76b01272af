package io.conttune.controller.command;

import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Fault;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code validate FILE…}: every fault of every file at once. With a service's file come those of
 * its jobs.
 */
@Command(
    name = "validate",
    description = "Checks configuration files and lists every fault of every file.")
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "conttune.yaml, with the files of its jobs; or the YAML file of a job")
  private List<Path> files;

  @Override
  public Integer call() {
    ConfigReader.Checked checked = new ConfigReader(System.getenv()).check(files);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = checked.faults();
    Fault.lines(faults).forEach(err::println);
    if (faults.isEmpty()) {
      out.printf("%d %s, no faults%n", checked.files(), checked.files() == 1 ? "file" : "files");
      return ExitCode.DONE;
    }
    err.println(Fault.count(faults));
    return ExitCode.WRONG_INPUT;
  }
}
