package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.DecisionsDocument;
import io.conttune.controller.api.document.JournalDocument;
import io.conttune.controller.api.document.RescaleDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.DecisionText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code why JOB}: the decision that was in force, and what it rests on. */
@Command(
    name = "why",
    description = "Explains the decision on a job that is in force, or was at a time.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:there was a decision",
      "1:there was none, or the service does not answer",
      "2:the command line is wrong, such as an unknown job"
    })
public final class WhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions service;

  @Parameters(paramLabel = "JOB", description = "The job.")
  private String job;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When it was in force, such as " + PastTime.FORMS + " (default: now).")
  private Optional<String> at;

  @Override
  public Integer call() throws InterruptedException {
    return service.ask(this::answer);
  }

  private int answer(ServiceClient client) throws ServiceException, InterruptedException {
    Optional<Instant> time = at.map(this::time);
    String query =
        "?limit=1" + time.map(to -> "&to=" + ServiceClient.encoded(to.toString())).orElse("");
    DecisionsDocument found =
        ServiceOptions.ofJob(client, job, "/decisions" + query, DecisionsDocument.class);
    if (found.decisions().isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "there is no decision on %s%s yet; conttune status %s tells what it waits for%n",
              job, time.map(to -> " at " + to).orElse(""), job);
      return ExitCode.FAILURE;
    }
    DecisionDocument decision = found.decisions().get(0);
    Optional<RescaleDocument> rescale =
        decision.rescaleId().isPresent()
            ? rescale(client, decision.rescaleId().get())
            : Optional.empty();
    service.print(
        () -> new DecisionText(ZoneId.systemDefault()).why(job, decision, rescale),
        () -> ApiJson.writeIndented(decision));
    return ExitCode.DONE;
  }

  private Instant time(String text) {
    return new PastTime(InstantSource.system().instant(), ZoneId.systemDefault())
        .of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "command line: --at: is %s, expected a time such as %s"
                        .formatted(text, PastTime.FORMS)));
  }

  private Optional<RescaleDocument> rescale(ServiceClient client, String id)
      throws ServiceException, InterruptedException {
    return ServiceOptions.ofJob(
            client, job, "/journal?id=" + ServiceClient.encoded(id), JournalDocument.class)
        .rescales()
        .stream()
        .findFirst();
  }
}
