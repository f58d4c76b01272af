package io.conttune.controller.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /**
   * Head and body of a reply leave in two packets. On a connection that is used again the second
   * would wait 40 ms for an acknowledgement of the first. The server reads this once, as it loads.
   */
  private static final String SEND_AT_ONCE = "sun.net.httpserver.nodelay";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final EventStreams streams;
  private final Router router;
  private final Admission admission;
  private final EventLog log;

  private StatusServer(
      HttpServer server,
      ThreadPoolExecutor threads,
      EventStreams streams,
      Router router,
      Admission admission,
      EventLog log) {
    this.server = server;
    this.threads = threads;
    this.streams = streams;
    this.router = router;
    this.admission = admission;
    this.log = log;
  }

  /**
   * Starts to serve.
   *
   * @param routes who answers what
   * @param tokens of those who may ask; without any, only programs of this machine may
   * @param log hears of requests that fail by a defect
   * @throws IOException if the address cannot be used, for example because its port is taken
   */
  public static StatusServer start(
      InetSocketAddress address, List<Route> routes, Tokens tokens, EventLog log, SteadyClock clock)
      throws IOException {
    Router router = new Router(routes);
    System.setProperty(SEND_AT_ONCE, "true");
    HttpServer server = HttpServer.create(address, BACKLOG);
    boolean isLocal = server.getAddress().getAddress().isLoopbackAddress();
    StatusServer started =
        new StatusServer(
            server,
            threads(),
            new EventStreams(log, clock),
            router,
            new Admission(tokens, isLocal, clock),
            log);
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
    RequestReader reader = new RequestReader(exchange);
    Optional<Reply> reply = answer(exchange, reader);
    if (reply.isPresent()) {
      try (exchange) {
        send(exchange, reply.get(), reader.method().equals(Method.HEAD));
      }
    }
  }

  /** The reply; empty if a stream has begun, which sends its own. */
  private Optional<Reply> answer(HttpExchange exchange, RequestReader reader) throws IOException {
    try {
      return admitted(exchange, reader);
    } catch (ProblemException refused) {
      return Optional.of(refused.problem().reply());
    } catch (RuntimeException defect) {
      // The server would only close the connection, and nobody would learn why.
      log.log(
          Event.of(EventName.HTTP_REQUEST_FAILED)
              .with("path", exchange.getRequestURI().getPath())
              .with("reason", defect.toString())
              .because(defect));
      return Optional.of(
          Problem.of(500, "defect", "the service has a defect; its log tells more").reply());
    }
  }

  private Optional<Reply> admitted(HttpExchange exchange, RequestReader reader)
      throws ProblemException, IOException {
    Router.Found found = router.find(reader.method(), reader.path());
    Role needed = found.route().role();
    Role role = needed == Role.ANYONE ? Role.ANYONE : admission.admit(reader.sender(), needed);
    Request request = reader.request(found, role);
    if (reader.method().equals(Method.HEAD) && isStream(found.route())) {
      return Optional.of(new Reply(200, EventStreams.CONTENT_TYPE, ""));
    }
    return found
        .route()
        .endpoint()
        .match(
            single -> Optional.of(single.handler().answer(request)),
            stream -> {
              streams.begin(exchange, stream.events(), reader.header("Last-Event-ID"));
              return Optional.empty();
            });
  }

  private static boolean isStream(Route route) {
    return route.endpoint().match(single -> false, stream -> true);
  }

  private static void send(HttpExchange exchange, Reply reply, boolean isHead) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(headers::set);
    exchange.sendResponseHeaders(
        reply.status(), isHead || body.length == 0 ? NO_BODY : body.length);
    if (!isHead && body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    streams.close();
    threads.shutdownNow();
  }
}
