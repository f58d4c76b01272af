package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.ClustersDocument;
import io.conttune.controller.api.document.JobState;
import io.conttune.controller.api.document.JobsDocument;
import io.conttune.controller.api.document.SavingsDocument;
import io.conttune.controller.api.document.SavingsReport;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.SavingsText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code savings}: the slots that tuning has saved, and the TaskManagers that are needed. */
@Command(
    name = "savings",
    description = "Shows the slots that tuning has saved against what the peak took.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:it is told", "1:the service does not answer", "2:the command line is wrong"})
public final class SavingsCommand implements Callable<Integer> {
  @Mixin private ServiceOptions service;

  @Override
  public Integer call() throws InterruptedException {
    return service.ask(this::answer);
  }

  private int answer(ServiceClient client) throws ServiceException, InterruptedException {
    List<SavingsDocument> jobs = new ArrayList<>();
    for (JobState job : client.get("/jobs", JobsDocument.class).jobs()) {
      ofJob(client, job.job()).ifPresent(jobs::add);
    }
    ClustersDocument clusters = client.get("/clusters", ClustersDocument.class);
    service.print(
        () -> new SavingsText(ZoneId.systemDefault()).of(jobs, clusters),
        () -> ApiJson.writeIndented(new SavingsReport(jobs, clusters.clusters())));
    return ExitCode.DONE;
  }

  /** Empty for a job that was never seen, neither by this service nor in the journal. */
  private static Optional<SavingsDocument> ofJob(ServiceClient client, String job)
      throws ServiceException, InterruptedException {
    try {
      return Optional.of(ServiceOptions.ofJob(client, job, "/savings", SavingsDocument.class));
    } catch (ServiceException refused) {
      if (refused.isFor("no-savings")) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
