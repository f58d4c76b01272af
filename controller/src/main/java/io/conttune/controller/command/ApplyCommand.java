package io.conttune.controller.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code apply JOB}: carries out once what is recommended for a job. */
@Command(
    name = "apply",
    description = "Carries out once what is recommended for a job.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class ApplyCommand implements Callable<Integer> {
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
    return order.giveForPlan(job, "apply", plan);
  }
}
