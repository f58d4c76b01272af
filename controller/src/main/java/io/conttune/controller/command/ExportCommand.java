package io.conttune.controller.command;

import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.JobTransfer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export JOB}: what the store knows of a job, as lines of JSON. */
@Command(
    name = "export",
    description =
        "Prints what a store knows of a job, for import into another one: observations, finished"
            + " rescales and decisions.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it is printed",
      "1:the store cannot be read",
      "2:the input is wrong, such as an unknown job"
    })
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOption option;

  @Parameters(paramLabel = "JOB", description = "The job.")
  private String job;

  @Override
  public Integer call() {
    return option.open(this::print);
  }

  private int print(JdbcStore store) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      new JobTransfer(store).write(job, out::println);
      out.flush();
      return ExitCode.DONE;
    } catch (IllegalStateException refused) {
      spec.commandLine().getErr().println(refused.getMessage());
      return ExitCode.WRONG_INPUT;
    }
  }
}
