package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code undo JOB}: takes a job back to its last verified plan, once. */
@Command(
    name = "undo",
    description = "Takes a job back to its last verified plan, once.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class UndoCommand implements Callable<Integer> {
  @Mixin private TimedOrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Override
  public Integer call() throws InterruptedException {
    return order.give(job, "undo");
  }
}
