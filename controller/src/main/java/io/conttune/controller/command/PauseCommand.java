package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pause JOB}: withholds what the tuner of a job wants, until resume or for a time. */
@Command(
    name = "pause",
    description = "Withholds what the tuner of a job wants, until resume or for a time.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class PauseCommand implements Callable<Integer> {
  @Mixin private TimedOrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Override
  public Integer call() throws InterruptedException {
    return order.give(job, "pause");
  }
}
