package io.conttune.controller.command;

import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.input.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that ask a running service. */
public final class ServiceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private OutputOption output;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:CONTTUNE_URL:-http://127.0.0.1:8090}",
      description = "Address of the service (default $CONTTUNE_URL, or http://127.0.0.1:8090).")
  private URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the service's token (default: the token is in $CONTTUNE_TOKEN).")
  private Optional<Path> tokenFile;

  @Option(names = "--quiet", description = "Prints nothing; the exit code tells.")
  private boolean quiet;

  /** To be mixed into a command. */
  public ServiceOptions() {}

  /** A question to the service. */
  @FunctionalInterface
  interface Question {
    int ask(ServiceClient client) throws ServiceException, InterruptedException;
  }

  /** Asks, and turns what goes wrong into a line and an exit code. */
  int ask(Question question) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    ServiceClient client;
    try {
      client = new ServiceClient(checked(url), token());
    } catch (IOException unreadable) {
      err.printf(
          "command line: --token-file: expected a file that can be read, %s is not (%s)%n",
          tokenFile.map(Path::toString).orElse(""), unreadable.getClass().getSimpleName());
      return ExitCode.WRONG_INPUT;
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return ExitCode.WRONG_INPUT;
    }
    try {
      return question.ask(client);
    } catch (ServiceException refused) {
      err.println(refused.getMessage());
      return code(refused.kind());
    }
  }

  private static URI checked(URI url) {
    boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isWeb || url.getHost() == null) {
      throw new IllegalArgumentException(
          "command line: --url: is %s, expected an address such as http://127.0.0.1:8090"
              .formatted(url));
    }
    return url;
  }

  private Optional<String> token() throws IOException {
    return ClientToken.of(tokenFile, Optional.ofNullable(System.getenv(ClientToken.VARIABLE)));
  }

  private static int code(ServiceException.Kind kind) {
    return switch (kind) {
      case SERVICE -> ExitCode.FAILURE;
      case REQUEST -> ExitCode.WRONG_INPUT;
    };
  }

  /** The path of a job's documents; the refusal of an unknown one names those that there are. */
  static <T> T ofJob(ServiceClient client, String job, String below, Class<T> type)
      throws ServiceException, InterruptedException {
    try {
      return client.get("/jobs/" + ServiceClient.encoded(job) + below, type);
    } catch (ServiceException refused) {
      throw refused.expected().isEmpty()
          ? refused
          : refused.saying(
              refused.getMessage() + ", " + Nearest.expectation(job, refused.expected()));
    }
  }

  /** Prints an answer, unless nothing is to be printed. */
  void print(Supplier<List<String>> text, Supplier<String> json) {
    if (!quiet) {
      output.print(spec.commandLine().getOut(), text, json);
    }
  }
}
