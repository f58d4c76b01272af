package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code resume JOB}: ends the pause of a job. */
@Command(
    name = "resume",
    description =
        "Ends the author's pause of a job, or every pause of it if the author has given none.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Override
  public Integer call() throws InterruptedException {
    return order.give(job, "resume");
  }
}
