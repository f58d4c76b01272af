package io.conttune.controller.http;

import com.sun.net.httpserver.HttpExchange;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends streams of server-sent events, each with a thread of its own. A stream ends by itself after
 * {@link #LENGTH}, so that a client that is gone costs no thread for long. Clients of server-sent
 * events then connect again, and go on after the last event that they have got.
 */
final class EventStreams implements AutoCloseable {
  /** Shorter than the time in which the server expects a reply to end. */
  static final Duration LENGTH = Duration.ofSeconds(25);

  static final String CONTENT_TYPE = "text/event-stream";

  private static final int MOST = 16;
  private static final int FINE = 200;
  private static final int CHUNKED = 0;
  private static final String BEGIN = "retry: 1000\n\n";

  private final SteadyClock clock;
  private final EventLog log;
  private final ExecutorService threads;

  EventStreams(EventLog log, SteadyClock clock) {
    this.log = log;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "http-events-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins a stream, which from then on owns the exchange.
   *
   * @param lastId the last event that the client has got; empty for a client that begins now
   * @throws ProblemException if there are too many streams already
   */
  void begin(HttpExchange exchange, EventSource events, Optional<String> lastId)
      throws ProblemException {
    long newest = events.newest();
    // A client may have an id of another service, or of one whose clock was ahead of this one.
    long from =
        lastId
            .filter(id -> id.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .map(id -> Math.min(id, newest))
            .orElse(newest);
    try {
      threads.execute(() -> sendOrTell(exchange, events, from));
    } catch (RejectedExecutionException full) {
      throw new ProblemException(
          Problem.of(503, "too-many-streams", "%d clients listen already".formatted(MOST))
              .withHeader("Retry-After", String.valueOf(LENGTH.toSeconds())));
    }
  }

  private void sendOrTell(HttpExchange exchange, EventSource events, long from) {
    try {
      send(exchange, events, from);
    } catch (RuntimeException defect) {
      // A defect met with one client must not end the service.
      log.log(
          Event.of(EventName.HTTP_REQUEST_FAILED)
              .with("path", exchange.getRequestURI().getPath())
              .with("reason", defect.toString())
              .because(defect));
    }
  }

  private void send(HttpExchange exchange, EventSource events, long from) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(FINE, CHUNKED);
      try (OutputStream out = exchange.getResponseBody()) {
        write(out, BEGIN);
        pass(events, from, out);
      }
    } catch (IOException gone) {
      // The client has left: its stream ends, and nobody is there who could be told.
      return;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(EventSource events, long from, OutputStream out)
      throws IOException, InterruptedException {
    Stopwatch begun = Stopwatch.start(clock);
    long last = from;
    while (!begun.hasRunFor(LENGTH)) {
      Optional<ServerSentEvent> next = events.after(last, begun.leftOf(LENGTH));
      if (next.isPresent()) {
        write(out, next.get().frame());
        last = next.get().id();
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
