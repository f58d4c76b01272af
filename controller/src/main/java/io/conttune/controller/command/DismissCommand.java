package io.conttune.controller.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dismiss JOB}: drops what is recommended for a job; another plan is recommended again. */
@Command(
    name = "dismiss",
    description = "Drops what is recommended for a job; another plan is recommended again.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class DismissCommand implements Callable<Integer> {
  @Mixin private TimedOrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Option(
      names = "--plan",
      paramLabel = "ID",
      description =
          "Id of the plan, as plan JOB shows it; refused if it is not the newest any more (default:"
              + " the newest plan, which is shown).")
  private Optional<String> plan;

  @Override
  public Integer call() throws InterruptedException {
    return order.giveForPlan(job, "dismiss", plan);
  }
}
