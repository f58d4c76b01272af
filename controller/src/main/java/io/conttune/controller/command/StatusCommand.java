package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.JobsDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.StatusText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: the jobs of a running service and their state now. */
@Command(
    name = "status",
    description = "Shows the jobs of the running service, or one job with its operators.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every job shown is there and up, and is tuned, rescaled or measured",
      "1:one is not; or the service serves no job, or does not answer",
      "2:the command line is wrong"
    })
public final class StatusCommand implements Callable<Integer> {
  private static final String CLEARED = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions service;

  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Shows this job's operators too.")
  private Optional<String> job;

  @Option(
      names = {"-w", "--watch"},
      description = "Shows it anew until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "How often with --watch (default ${DEFAULT-VALUE}).")
  private Duration every;

  @Override
  public Integer call() throws InterruptedException {
    int code = service.ask(this::show);
    while (watch) {
      Thread.sleep(Math.max(200, every.toMillis()));
      PrintWriter out = spec.commandLine().getOut();
      if (spec.commandLine().getColorScheme().ansi().enabled()) {
        out.print(CLEARED);
      }
      code = service.ask(this::show);
    }
    return code;
  }

  private int show(ServiceClient client) throws ServiceException, InterruptedException {
    if (job.isPresent()) {
      JobDocument document = ServiceOptions.ofJob(client, job.get(), "", JobDocument.class);
      service.print(() -> StatusText.of(document), () -> ApiJson.writeIndented(document));
      return StatusText.isFine(document.state()) ? ExitCode.DONE : ExitCode.FAILURE;
    }
    JobsDocument document = client.get("/jobs", JobsDocument.class);
    service.print(() -> StatusText.of(document), () -> ApiJson.writeIndented(document));
    return StatusText.isFine(document) ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
