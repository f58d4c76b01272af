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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A REST API that answers what a test laid down for a method and path, 404 to all else, and notes
 * every request with its body. Loopback only, on a port of the system's choice.
 */
public final class StubFlink implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, CannedReply> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

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
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new FlinkRest(List.of(uri), Duration.ofSeconds(10));
  }

  /** From now on answers this request so; {@code what} is for example {@code GET /jobs/1}. */
  public StubFlink answer(String what, int status, String body) {
    answers.put(what, new CannedReply(status, body));
    return this;
  }

  public StubFlink answer(String what, String body) {
    return answer(what, 200, body);
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

  private void handle(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(what);
    if (!body.isEmpty()) {
      bodies.add(body);
    }
    CannedReply answer =
        answers.getOrDefault(
            what, new CannedReply(404, "{\"errors\":[\"Not found: " + what + "\"]}"));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
