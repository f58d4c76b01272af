package io.conttune.controller.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.api.EventFeed;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.WebhookConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that are changed while the service runs. */
final class WebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final EventFeed feed = new EventFeed(events::add, SteadyClock.system());
  private final Webhooks webhooks = new Webhooks(feed, feed, SteadyClock.system());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          if (path.startsWith("/silent")) {
            waitForTheEnd();
          }
          exchange.sendResponseHeaders(path.startsWith("/refusing") ? 404 : 204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    webhooks.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void waitForTheEnd() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WebhookConfig at(String path) {
    String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    return new WebhookConfig(
        Optional.of(new Secret(url, () -> url)),
        Optional.empty(),
        List.of(EventName.SERVICE_STOPPING),
        Map.of(),
        PATIENCE,
        PATIENCE);
  }

  private void happens() {
    happens("told to stop");
  }

  private void happens(String reason) {
    feed.log(Event.of(EventName.SERVICE_STOPPING).with("reason", reason));
  }

  private List<Event> events(EventName name) {
    return events.stream().filter(event -> event.name() == name).toList();
  }

  @Test
  void aChangeLeavesOnlyTheWebhooksThatAreWanted() {
    webhooks.take(Map.of("a", at("/a"), "b", at("/b")));
    happens();
    await().atMost(PATIENCE).until(() -> asked.size() == 2);

    webhooks.take(Map.of("b", at("/b"), "c", at("/c")));
    happens();
    webhooks.close();

    assertThat(asked.subList(0, 2)).containsExactlyInAnyOrder("/a", "/b");
    assertThat(asked.subList(2, asked.size())).containsExactlyInAnyOrder("/b", "/c");
  }

  @Test
  void oneThatIsMendedSendsWhatTheFormerHasNotSent() {
    webhooks.take(Map.of("chat", at("/silent")));
    happens("one");
    happens("two");
    await().atMost(PATIENCE).until(() -> bodies.size() == 1);

    webhooks.take(Map.of("chat", at("/mended")));
    await().atMost(PATIENCE).until(() -> bodies.size() == 3);

    assertThat(asked).containsExactly("/silent", "/mended", "/mended");
    assertThat(bodies.get(1)).contains("\"reason\":\"one\"");
    assertThat(bodies.get(2)).contains("\"reason\":\"two\"");
    assertThat(events(EventName.WEBHOOK_FAILED)).isEmpty();
  }

  @Test
  void oneThatIsMendedTellsWhatTheFormerHasLost() {
    webhooks.take(Map.of("chat", at("/refusing")));
    happens("one");
    happens("two");
    await().atMost(PATIENCE).until(() -> bodies.size() == 2);

    webhooks.take(Map.of("chat", at("/mended")));
    happens("three");
    await().atMost(PATIENCE).until(() -> !events(EventName.WEBHOOK_BACK).isEmpty());

    assertThat(events(EventName.WEBHOOK_BACK))
        .singleElement()
        .satisfies(back -> assertThat(back.fields().get("lostEvents")).isIn(1L, 2L));
  }

  /** The service has four seconds for all that is to be closed. */
  @Test
  void manyDeadAddressesDelayTheEndNoLongerThanOne() {
    webhooks.take(Map.of("a", at("/silent/a"), "b", at("/silent/b"), "c", at("/silent/c")));
    happens();
    await().atMost(PATIENCE).until(() -> asked.size() == 3);
    Stopwatch begun = Stopwatch.start(SteadyClock.system());

    webhooks.close();

    assertThat(begun.age()).isLessThan(Duration.ofMillis(3900));
  }
}
