package io.conttune.controller.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves HTTP requests with a few threads of its own, until it is closed. A slow or silent client
 * keeps one of these threads for some seconds, and nothing else.
 */
public final class StatusServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int MOST_WAITING = 64;
  private static final int BACKLOG = 64;
  private static final int NO_BODY = -1;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Map<String, Handler> handlers;
  private final EventLog log;

  private StatusServer(
      HttpServer server, ThreadPoolExecutor threads, Map<String, Handler> handlers, EventLog log) {
    this.server = server;
    this.threads = threads;
    this.handlers = Map.copyOf(handlers);
    this.log = log;
  }

  /**
   * Starts to serve.
   *
   * @param handlers who answers, by path
   * @param log hears of requests that fail by a defect
   * @throws IOException if the address cannot be used, for example because its port is taken
   */
  public static StatusServer start(
      InetSocketAddress address, Map<String, Handler> handlers, EventLog log) throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    StatusServer started = new StatusServer(server, threads(), handlers, log);
    server.setExecutor(started.threads);
    server.createContext("/", started::serve);
    server.start();
    return started;
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** The address at which it answers, for people. */
  public URI url() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean isHead = method.equals("HEAD");
      if (isHead || method.equals("GET")) {
        send(exchange, answer(exchange.getRequestURI().getPath()), isHead);
      } else {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, Reply.line(NOT_ALLOWED, "only GET and HEAD are answered here"), false);
      }
    }
  }

  private Reply answer(String path) {
    Optional<Handler> handler = Optional.ofNullable(handlers.get(path));
    if (handler.isEmpty()) {
      return Reply.line(
          NOT_FOUND,
          "there is no such page, expected one of "
              + String.join(", ", handlers.keySet().stream().sorted().toList()));
    }
    try {
      return handler.get().get();
    } catch (RuntimeException defect) {
      // The server would only close the connection, and nobody would learn why.
      log.log(
          Event.of(EventName.HTTP_REQUEST_FAILED)
              .with("path", path)
              .with("reason", defect.toString())
              .because(defect));
      return Reply.line(FAILED, "the service has a defect; its log tells more");
    }
  }

  private static void send(HttpExchange exchange, Reply reply, boolean isHead) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), isHead ? NO_BODY : body.length);
    if (!isHead) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
