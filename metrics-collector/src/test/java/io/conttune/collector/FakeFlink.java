package io.conttune.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A REST API that answers what a test laid down for each path and query, the last answer again and
 * again, and notes every request. Loopback only, on a port of the system's choice.
 */
final class FakeFlink implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, List<CannedReply>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** A way to answer one request. */
  interface CannedReply {
    void give(HttpExchange exchange) throws IOException;
  }

  /** A request as it arrived. */
  record Request(String method, String target, Map<String, List<String>> headers, String body) {
    /** The header of this name; empty if there is none. */
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    String contentType() {
      return header("Content-type");
    }
  }

  FakeFlink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Requests since the last call, as {@code GET /path?query}. */
  List<String> takeRequests() {
    List<String> taken = requests.stream().map(r -> r.method() + " " + r.target()).toList();
    requests.clear();
    return taken;
  }

  FakeFlink answer(String target, String json) {
    return answer(target, 200, json);
  }

  FakeFlink answer(String target, int status, String body) {
    return answer(target, exchange -> write(exchange, status, body));
  }

  /** Answers one after the other, the last one for good. */
  FakeFlink answerInTurn(String target, String... bodies) {
    List<CannedReply> all = new ArrayList<>();
    for (String body : bodies) {
      all.add(exchange -> write(exchange, 200, body));
    }
    answers.put(target, all);
    return this;
  }

  FakeFlink answer(String target, CannedReply answer) {
    answers.put(target, new ArrayList<>(List.of(answer)));
    return this;
  }

  /** Takes the request and stays silent until this fake is closed. */
  FakeFlink hang(String target) {
    return answer(target, exchange -> awaitClose());
  }

  /** Sends the head and some of the body, then stays silent until this fake is closed. */
  FakeFlink hangInBody(String target, String begin) {
    return answer(
        target,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(begin.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          awaitClose();
        });
  }

  /** Announces more bytes than it sends, then closes the connection. */
  FakeFlink breakOff(String target, String begin) {
    return answer(
        target,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(begin.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("broken off on purpose");
        });
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(
        new Request(exchange.getRequestMethod(), target, exchange.getRequestHeaders(), body));
    next(target).give(exchange);
  }

  /** The answer laid down for path and query, else for the path. */
  private CannedReply next(String target) {
    List<CannedReply> queue =
        answers.getOrDefault(target, answers.get(target.replaceFirst("\\?.*", "")));
    if (queue == null) {
      return exchange -> write(exchange, 404, "{\"errors\":[\"Not found: " + target + "\"]}");
    }
    synchronized (queue) {
      return queue.size() > 1 ? queue.remove(0) : queue.get(0);
    }
  }

  /** Waits for a while, and tells whether this fake was closed meanwhile. */
  boolean closesWithin(Duration pause) {
    try {
      return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
