package io.conttune.controller.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code scale JOB OPERATOR=N}: gives operators of a job another parallelism, once. */
@Command(
    name = "scale",
    description = "Gives operators of a job another parallelism, once.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class ScaleCommand implements Callable<Integer> {
  @Mixin private TimedOrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OPERATOR=N",
      description = "Id or name of an operator, and its parallelism.")
  private Map<String, Integer> parallelism;

  @Override
  public Integer call() throws InterruptedException {
    return order.give(job, "scale", parallelism);
  }
}
