package io.conttune.system;

import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * The questions and orders of a person to a running service, with its answers, written down as they
 * happen.
 */
final class Transcript {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path file;
  private final Path directory;
  private final URI service;
  private final SoftAssertions all;

  /**
   * An empty one.
   *
   * @param file takes what is asked and answered; a former one is replaced
   * @param directory for what commands print, and to run them in
   * @param service its address
   * @param all takes note of exit codes and statuses
   */
  Transcript(Path file, Path directory, URI service, SoftAssertions all) throws IOException {
    this.file = file;
    this.directory = directory;
    this.service = service;
    this.all = all;
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "# CONTTUNE_URL=" + service + "; what goes to standard error begins with !\n");
  }

  /** What is shown next. */
  void heading(String text) throws IOException {
    write("\n## " + text + "\n");
  }

  /** Runs a command that asks the service; returns what it printed. */
  String ask(int exitCode, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--url=" + service);
    return run(exitCode, command, all);
  }

  /** Runs a command that needs no service. */
  String command(int exitCode, String... command) throws IOException, InterruptedException {
    return run(exitCode, command, List.of(command));
  }

  private String run(int exitCode, String[] shown, List<String> arguments)
      throws IOException, InterruptedException {
    try (ChildJvm child = ChildJvm.start(directory, arguments.toArray(String[]::new))) {
      int code = child.exitCode(FlinkFixture.DEADLINE);
      StringBuilder text = new StringBuilder("\n$ conttune");
      for (String argument : shown) {
        text.append(' ').append(argument.contains(" ") ? '"' + argument + '"' : argument);
      }
      text.append('\n').append(child.out());
      child.errors().forEach(line -> text.append("! ").append(line).append('\n'));
      if (code != 0) {
        text.append("[exit code ").append(code).append("]\n");
      }
      write(text.toString());
      all.assertThat(code).as("exit code in%s", text).isEqualTo(exitCode);
      return child.out();
    }
  }

  /** Asks for a page of the service; returns its body. */
  String get(int status, String path) throws IOException, InterruptedException {
    return send(status, "curl -s", HttpRequest.newBuilder(service.resolve(path)));
  }

  /** Sends JSON to a page of the service; returns the answer. */
  String post(int status, String path, String json) throws IOException, InterruptedException {
    return send(
        status,
        "curl -s -H 'Content-Type: application/json' -d '" + json + "'",
        HttpRequest.newBuilder(service.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private String send(int status, String shown, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest sent = request.build();
    HttpResponse<String> answer = http.send(sent, BodyHandlers.ofString());
    String body = answer.body().stripTrailing();
    write(
        "\n$ %s %s\n%s\n%s"
            .formatted(
                shown,
                sent.uri(),
                body,
                answer.statusCode() == 200 ? "" : "[status " + answer.statusCode() + "]\n"));
    all.assertThat(answer.statusCode()).as("%s: %s", sent.uri(), body).isEqualTo(status);
    return body;
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
