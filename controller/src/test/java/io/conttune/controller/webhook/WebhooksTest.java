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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that are changed while the service runs. */
final class WebhooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventFeed feed = new EventFeed(event -> {}, SteadyClock.system());
  private final Webhooks webhooks = new Webhooks(feed, feed, SteadyClock.system());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    webhooks.close();
    server.stop(0);
  }

  private WebhookConfig at(String path) {
    String url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    return new WebhookConfig(
        new Secret(url, () -> url),
        List.of(EventName.SERVICE_STOPPING),
        Map.of(),
        PATIENCE,
        PATIENCE);
  }

  private void happens() {
    feed.log(Event.of(EventName.SERVICE_STOPPING).with("reason", "told to stop"));
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
}
