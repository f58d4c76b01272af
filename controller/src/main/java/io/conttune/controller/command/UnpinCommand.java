package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code unpin JOB OPERATOR}: ends the pin of an operator. */
@Command(
    name = "unpin",
    description = "Ends the pin of an operator.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class UnpinCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Parameters(index = "1", paramLabel = "OPERATOR", description = "Id or name of the operator.")
  private String operator;

  @Override
  public Integer call() throws InterruptedException {
    return order.give(job, "unpin", operator);
  }
}
