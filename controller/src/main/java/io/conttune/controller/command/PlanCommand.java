package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.PlanText;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan JOB}: what the newest decision on a job would change now. */
@Command(
    name = "plan",
    description =
        "Shows what the newest decision on a job would change now, and when it was taken.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it is told",
      "1:nothing was decided yet, or the service does not answer",
      "2:the command line is wrong, such as an unknown job"
    })
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions service;

  @Parameters(paramLabel = "JOB", description = "The job.")
  private String job;

  @Override
  public Integer call() throws InterruptedException {
    return service.ask(this::answer);
  }

  private int answer(ServiceClient client) throws ServiceException, InterruptedException {
    JobDocument found = ServiceOptions.ofJob(client, job, "", JobDocument.class);
    if (found.decision().isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "nothing was decided on %s yet: %s: %s%n",
              job, found.state().phase(), found.state().reason());
      return ExitCode.FAILURE;
    }
    service.print(
        () -> new PlanText(ZoneId.systemDefault()).of(found, found.decision().get()),
        () -> ApiJson.writeIndented(found.decision().get()));
    return ExitCode.DONE;
  }
}
