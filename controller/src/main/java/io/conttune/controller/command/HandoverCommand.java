package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.HandoverText;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handover JOB}: leaves a job to a deployment, and tells what that needs. */
@Command(
    name = "handover",
    description =
        "Pauses a job for a deployment, waits until the service leaves it alone, and prints its"
            + " parallelism and newest state.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the service leaves the job alone",
      "1:it does not yet, or does not answer; the pause holds",
      "2:the command line is wrong, or the service refuses the pause"
    })
public final class HandoverCommand implements Callable<Integer> {
  /** A deployment takes longer than a request, and must not be forgotten. */
  private static final Duration USUAL = Duration.ofMinutes(30);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Mixin private TimedOrderOptions order;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
  private String job;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "1m",
      description =
          "How long to wait until a rescale has ended and the pause is obeyed (default"
              + " ${DEFAULT-VALUE}).")
  private Duration wait;

  @Override
  public Integer call() throws InterruptedException {
    return order.service().ask(this::handOver);
  }

  private int handOver(ServiceClient client) throws ServiceException, InterruptedException {
    String pause = order.pause(client, job, USUAL).id();
    Stopwatch waiting = Stopwatch.start(SteadyClock.system());
    HandoverDocument found = ask(client);
    while (!isReady(found, pause) && !waiting.hasRunFor(wait)) {
      Thread.sleep(BETWEEN_QUESTIONS.toMillis());
      found = ask(client);
    }
    if (!isReady(found, pause)) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s is not left alone yet: %s%nThe pause holds all the same; end it with conttune"
                  + " resume %s%n",
              job, found.waitsFor().orElse("another pause is obeyed"), job);
      return ExitCode.FAILURE;
    }
    HandoverDocument told = found;
    order.service().print(() -> HandoverText.of(told), () -> ApiJson.writeIndented(told));
    return ExitCode.DONE;
  }

  private HandoverDocument ask(ServiceClient client) throws ServiceException, InterruptedException {
    return ServiceOptions.ofJob(client, job, "/handover", HandoverDocument.class);
  }

  private static boolean isReady(HandoverDocument found, String pause) {
    return found.ready() && found.pause().filter(obeyed -> obeyed.id().equals(pause)).isPresent();
  }
}
