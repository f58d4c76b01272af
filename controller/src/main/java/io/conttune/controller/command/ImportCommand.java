package io.conttune.controller.command;

import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.JobTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import FILE}: takes what {@code export} has printed into a store. */
@Command(
    name = "import",
    description = "Takes what export has printed into a store that does not know the job yet.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it is in the store",
      "1:the store failed; a part may be in it",
      "2:the input is wrong, or the store knows the job; nothing was changed"
    })
public final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOption option;

  @Parameters(paramLabel = "FILE", description = "The lines that export has printed.")
  private Path file;

  @Override
  public Integer call() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      return refuse("%s: cannot be read: %s".formatted(file, unreadable.getMessage()));
    }
    return option.open(store -> take(store, lines));
  }

  private int take(JdbcStore store, List<String> lines) {
    String holder = "import:" + ProcessHandle.current().pid();
    try {
      String job = new JobTransfer(store).read(lines, holder);
      spec.commandLine().getOut().printf("%s: %d lines%n", job, lines.size());
      return ExitCode.DONE;
    } catch (IllegalArgumentException faults) {
      faults.getMessage().lines().forEach(fault -> refuse(file + ":" + fault));
      return ExitCode.WRONG_INPUT;
    } catch (IllegalStateException refused) {
      return refuse(refused.getMessage());
    }
  }

  private int refuse(String reason) {
    spec.commandLine().getErr().println(reason);
    return ExitCode.WRONG_INPUT;
  }
}
