package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.api.document.OrderDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.HandoverText;
import io.conttune.core.PrintableText;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
      "1:it does not yet, and the pause holds; or it does not answer",
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
    Optional<OrderDocument> before = order.ownPause(client, job);
    OrderDocument pause = order.pause(client, job, USUAL);
    before.ifPresent(former -> tell(former, pause));
    Stopwatch waiting = Stopwatch.start(SteadyClock.system());
    Optional<HandoverDocument> answer = ask(client);
    while (answer.filter(found -> isReady(found, pause)).isEmpty() && !waiting.hasRunFor(wait)) {
      Thread.sleep(BETWEEN_QUESTIONS.toMillis());
      answer = ask(client);
    }
    if (answer.filter(found -> isReady(found, pause)).isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s is not left alone yet: %s%nThe pause holds all the same; end it with conttune"
                  + " resume %s --author %s%n",
              job,
              answer
                  .map(found -> found.waitsFor().orElse("another pause is obeyed"))
                  .orElse("other requests keep the service from asking Flink"),
              job,
              pause.author());
      return ExitCode.FAILURE;
    }
    HandoverDocument told = answer.orElseThrow();
    order.service().print(() -> HandoverText.of(told), () -> ApiJson.writeIndented(told));
    return ExitCode.DONE;
  }

  /** A resume after the deployment ends what was paused for another reason, too. */
  private void tell(OrderDocument former, OrderDocument pause) {
    spec.commandLine()
        .getErr()
        .printf(
            "%s was paused by %s already, until %s, reason: %s%n%s; conttune resume ends it. Another"
                + " --author keeps the two apart%n",
            PrintableText.of(job),
            PrintableText.of(former.author()),
            former.until().map(Instant::toString).orElse("it is resumed"),
            PrintableText.of(former.reason()),
            former.id().equals(pause.id())
                ? "That pause lasts as long and is kept"
                : "A longer one for the handover takes its place");
  }

  /** Empty if other requests keep the service from an answer, which a later one may get. */
  private Optional<HandoverDocument> ask(ServiceClient client)
      throws ServiceException, InterruptedException {
    try {
      return Optional.of(ServiceOptions.ofJob(client, job, "/handover", HandoverDocument.class));
    } catch (ServiceException refused) {
      if (refused.isFor("flink-busy") || refused.isFor("store-busy")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** A pause of somebody else that lasts longer is as good as the own one. */
  private static boolean isReady(HandoverDocument found, OrderDocument own) {
    return found.ready() && found.pause().filter(obeyed -> lastsAsLong(obeyed, own)).isPresent();
  }

  private static boolean lastsAsLong(HandoverDocument.Pause obeyed, OrderDocument own) {
    return obeyed.id().equals(own.id())
        || obeyed.until().isEmpty()
        || own.until().filter(end -> !obeyed.until().get().isBefore(end)).isPresent();
  }
}
