package io.conttune.controller.rescale;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conttune.collector.FlinkRest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A REST API that answers what a test laid down for a method and path, and to all else what Flink
 * 1.20.5 answers about things that it does not know. It notes every request with its body. Loopback
 * only, on a port of the system's choice.
 */
public final class StubFlink implements AutoCloseable {
  private static final Pattern JOB = Pattern.compile("/jobs/(?<id>[^/]+)(?<resource>.*)");

  private final HttpServer server;
  private final Map<String, CannedReply> answers = new ConcurrentHashMap<>();
  private final Map<String, CannedReply> onceAnswers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final Map<String, String> bodiesByRequest = new ConcurrentHashMap<>();

  private record CannedReply(int status, String body) {}

  public StubFlink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** A client of this server. */
  public FlinkRest client() {
    return new FlinkRest(List.of(uri()), Duration.ofSeconds(10));
  }

  /** The address of this server. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on answers this request so; {@code what} is for example {@code GET /jobs/1}. */
  public StubFlink answer(String what, int status, String body) {
    answers.put(what, new CannedReply(status, body));
    return this;
  }

  public StubFlink answer(String what, String body) {
    return answer(what, 200, body);
  }

  /** Answers the next request of this kind so, before what is laid down otherwise. */
  public StubFlink answerOnce(String what, int status, String body) {
    onceAnswers.put(what, new CannedReply(status, body));
    return this;
  }

  /** Method and path of the requests since the last call. */
  public List<String> takeRequests() {
    List<String> taken = new ArrayList<>(requests);
    requests.clear();
    return taken;
  }

  /** The body of the last request that had one. */
  public String lastBody() {
    return bodies.get(bodies.size() - 1);
  }

  /** The body of the last request of this kind, for example {@code POST /jars/1/run}. */
  public String bodyOf(String what) {
    return bodiesByRequest.get(what);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(what);
    if (!body.isEmpty()) {
      bodies.add(body);
      bodiesByRequest.put(what, body);
    }
    CannedReply answer =
        Optional.ofNullable(onceAnswers.remove(what))
            .or(() -> Optional.ofNullable(answers.get(what)))
            .orElseGet(() -> unknown(exchange.getRequestURI().getPath()));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private CannedReply unknown(String path) {
    if (path.equals("/jobs")) {
      return new CannedReply(200, "{\"jobs\":[]}");
    }
    return new CannedReply(404, "{\"errors\":[\"" + error(path) + "\"]}");
  }

  private String error(String path) {
    Matcher job = JOB.matcher(path);
    if (path.startsWith("/savepoint-disposal/")) {
      return "org.apache.flink.runtime.rest.NotFoundException: Operation not found under key: key";
    }
    if (!job.matches() || job.group("resource").equals("/resource-requirements")) {
      return "Unable to load requested file " + path + ".";
    }
    if (job.group("resource").startsWith("/savepoints/")) {
      return "org.apache.flink.runtime.rest.handler.RestHandlerException: There is no savepoint"
          + " operation with triggerId=x for job 1.";
    }
    boolean known = answers.containsKey("GET /jobs/" + job.group("id"));
    if (known && job.group("resource").equals("/checkpoints")) {
      return "org.apache.flink.runtime.rest.handler.RestHandlerException: Checkpointing has not"
          + " been enabled.";
    }
    if (known && job.group("resource").equals("/checkpoints/config")) {
      return "org.apache.flink.runtime.rest.handler.RestHandlerException: Checkpointing is not"
          + " enabled for this job (%s).".formatted(job.group("id"));
    }
    return jobNotFound(job.group("id"));
  }

  /** The words in which Flink says that it does not know a job. */
  public static String jobNotFound(String jobId) {
    return "org.apache.flink.runtime.rest.NotFoundException: Job %s not found\\nCaused by:"
            .formatted(jobId)
        + " org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job"
        + " (%s)\\n".formatted(jobId);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
