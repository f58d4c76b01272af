package io.conttune.benchmark.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of Flink's REST as the tests of the embedded cluster need; replies are searched by
 * pattern.
 */
final class FlinkClient {

  private static final String BOUNDARY = "a-boundary-that-no-jar-contains";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI flink;

  FlinkClient(URI flink) {
    this.flink = flink;
  }

  record Reply(int status, String body) {

    String field(String name) {
      return find("\"" + name + "\":\"([^\"]*)\"")
          .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    /** The sum of a number over all places where the reply has it. */
    double sum(String name) {
      Matcher numbers = Pattern.compile("\"" + name + "\":([0-9.eE+]+)").matcher(body);
      return numbers.results().mapToDouble(found -> Double.parseDouble(found.group(1))).sum();
    }

    Optional<String> find(String regex) {
      Matcher matcher = Pattern.compile(regex).matcher(body);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(flink.resolve(path)).GET());
  }

  Reply post(String path, String json) {
    return send(
        HttpRequest.newBuilder(flink.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Uploads a jar and returns its id. */
  String upload(Path jar) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    body.writeBytes(head.formatted(BOUNDARY, jar.getFileName()).getBytes(StandardCharsets.UTF_8));
    body.writeBytes(Files.readAllBytes(jar));
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    String stored =
        send(HttpRequest.newBuilder(flink.resolve("/jars/upload"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())))
            .field("filename");
    return stored.substring(stored.lastIndexOf('/') + 1);
  }

  Reply run(String jar, List<String> arguments, Optional<String> savepoint) {
    String restore = savepoint.map(path -> ",\"savepointPath\":\"" + path + "\"").orElse("");
    return post("/jars/" + jar + "/run", "{" + arguments(arguments) + restore + "}");
  }

  Reply plan(String jar, List<String> arguments) {
    return post("/jars/" + jar + "/plan", "{" + arguments(arguments) + "}");
  }

  /** Asks for a stop with a savepoint, without draining, and returns the trigger's id. */
  String stop(String job) {
    return post("/jobs/" + job + "/stop", "{\"drain\":false}").field("request-id");
  }

  void cancel(String job) {
    send(
        HttpRequest.newBuilder(flink.resolve("/jobs/" + job))
            .method("PATCH", BodyPublishers.noBody()));
  }

  Optional<String> savepoint(String job, String trigger) {
    Reply reply = get("/jobs/" + job + "/savepoints/" + trigger);
    if (reply.body().contains("failure-cause")) {
      throw new AssertionError("savepoint failed: " + reply);
    }
    return reply.find("\"location\":\"([^\"]*)\"");
  }

  String state(String job) {
    return get("/jobs/" + job).field("state");
  }

  boolean allTasksRun(String job) {
    String body = get("/jobs/" + job).body();
    String vertices =
        body.substring(body.indexOf("\"vertices\""), body.indexOf("\"status-counts\""));
    Matcher status = Pattern.compile("\"status\":\"([A-Z]+)\"").matcher(vertices);
    return status.results().allMatch(found -> found.group(1).equals("RUNNING"));
  }

  /** The id of the job vertex whose name begins like this. */
  String vertex(String job, String name) {
    return get("/jobs/" + job)
        .find("\"id\":\"([0-9a-f]{32})\"(?:,\"[a-zA-Z]+\":\"[0-9a-f]*\")?,\"name\":\"" + name)
        .orElseThrow(() -> new AssertionError("no vertex " + name));
  }

  /** The sum of a metric over the subtasks, if it is there yet. */
  Optional<Double> sum(String job, String vertex, String metric) {
    String path = "/jobs/%s/vertices/%s/subtasks/metrics?get=%s&agg=sum";
    return get(path.formatted(job, vertex, metric))
        .find("\"sum\":([0-9.eE+-]+)")
        .map(Double::valueOf);
  }

  /** The details of a vertex, with the metrics of its subtasks as of one moment. */
  Reply subtasks(String job, String vertex) {
    return get("/jobs/" + job + "/vertices/" + vertex);
  }

  private static String arguments(List<String> arguments) {
    return arguments.stream()
        .map(argument -> String.format(Locale.ROOT, "\"%s\"", argument))
        .collect(Collectors.joining(",", "\"programArgsList\":[", "]"));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
