package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.JournalDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.DecisionText;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history JOB}: the rescales of a job. */
@Command(
    name = "history",
    description = "Lists the rescales of a job, the newest first.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:they are told, or there are none",
      "1:the service does not answer",
      "2:the command line is wrong, such as an unknown job"
    })
public final class HistoryCommand implements Callable<Integer> {
  @Mixin private ServiceOptions service;

  @Parameters(paramLabel = "JOB", description = "The job.")
  private String job;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The most that are listed, up to 1000 (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws InterruptedException {
    return service.ask(this::answer);
  }

  private int answer(ServiceClient client) throws ServiceException, InterruptedException {
    JournalDocument found =
        ServiceOptions.ofJob(client, job, "/journal?limit=" + limit, JournalDocument.class);
    service.print(
        () -> new DecisionText(ZoneId.systemDefault()).history(job, found.rescales()),
        () -> ApiJson.writeIndented(found));
    return ExitCode.DONE;
  }
}
