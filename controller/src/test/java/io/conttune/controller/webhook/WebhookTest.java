package io.conttune.controller.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are sent to an address over real HTTP. */
final class WebhookTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final EventFeed feed = new EventFeed(events::add, SteadyClock.system());
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
  private CountDownLatch released = new CountDownLatch(0);
  private HttpServer server;
  private Optional<Webhook> webhook = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    webhook.ifPresent(WebhookTest::close);
    server.stop(0);
  }

  /** The server answers with the statuses that were asked for, and then always with 204. */
  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Integer status = statuses.poll();
    if (status != null && status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    exchange.close();
  }

  private void send(Duration timeout, Duration giveUpAfter, EventName... wanted) {
    String url = "http://127.0.0.1:%d/planted-path".formatted(server.getAddress().getPort());
    WebhookConfig config =
        new WebhookConfig(
            Optional.of(new Secret("${env:HOOK}", () -> url)),
            Optional.empty(),
            List.of(wanted),
            Map.of("X-Token", new Secret("${env:TOKEN}", () -> "planted-token")),
            timeout,
            giveUpAfter);
    Webhook made =
        new Webhook("chat", config, feed, feed, Progress.now(feed), SHORT, SteadyClock.system());
    webhook = Optional.of(made);
    made.start();
  }

  private static void close(Webhook closing) {
    closing.beginClosing();
    closing.end(PATIENCE);
  }

  private void happens(EventName name, String reason) {
    feed.log(Event.of(name).with("reason", reason));
  }

  private List<Event> told() {
    return events.stream().filter(event -> event.name().name().startsWith("WEBHOOK")).toList();
  }

  private boolean isTold(EventName name) {
    return told().stream().anyMatch(event -> event.name() == name);
  }

  @Test
  void sendsTheEventsThatAreWantedInTheirOrderWithTheHeader() {
    send(PATIENCE, PATIENCE, EventName.SERVICE_STOPPING);
    happens(EventName.SERVICE_STOPPING, "one");
    happens(EventName.INTERNAL_ERROR, "other");
    happens(EventName.SERVICE_STOPPING, "two");

    await().atMost(PATIENCE).until(() -> bodies.size() == 2);

    assertThat(bodies.get(0)).contains("\"event\":\"service-stopping\"", "\"reason\":\"one\"");
    assertThat(bodies.get(1)).contains("\"reason\":\"two\"");
    assertThat(tokens).containsOnly("planted-token");
  }

  @Test
  void withoutNamesItSendsWhatSomebodyShouldLookAt() {
    send(PATIENCE, PATIENCE);
    happens(EventName.SERVICE_STOPPING, "of the level INFO");
    happens(EventName.INTERNAL_ERROR, "a defect");

    await().atMost(PATIENCE).until(() -> !bodies.isEmpty());

    assertThat(bodies).singleElement().asString().contains("a defect");
  }

  @Test
  void anEventThatIsNotTakenIsSentAgain() {
    statuses.addAll(List.of(503, 429));
    send(PATIENCE, PATIENCE, EventName.SERVICE_STOPPING);
    happens(EventName.SERVICE_STOPPING, "one");

    await().atMost(PATIENCE).until(() -> bodies.size() == 3);

    assertThat(bodies).allSatisfy(body -> assertThat(body).contains("one"));
    assertThat(told()).isEmpty();
  }

  /** A header with a token must not go to another address either. */
  @Test
  void whatIsRefusedIsGivenUpAtOnceAndToldOnceWithoutSecrets() {
    statuses.addAll(List.of(400, 302));
    send(PATIENCE, PATIENCE, EventName.SERVICE_STOPPING);
    happens(EventName.SERVICE_STOPPING, "one");
    happens(EventName.SERVICE_STOPPING, "two");
    happens(EventName.SERVICE_STOPPING, "three");

    await().atMost(PATIENCE).until(() -> isTold(EventName.WEBHOOK_BACK));

    assertThat(told())
        .extracting(Event::name)
        .containsExactly(EventName.WEBHOOK_FAILED, EventName.WEBHOOK_BACK);
    assertThat(told().get(0).fields())
        .containsEntry("webhook", "chat")
        .containsEntry("reason", "the answer has the status 400");
    assertThat(told().get(1).fields()).containsEntry("lostEvents", 2L);
    assertThat(events.toString()).doesNotContain("planted");
    assertThat(bodies).hasSize(3);
  }

  @Test
  void whatNobodyTakesIsGivenUpAfterItsTime() {
    server.stop(0);
    send(Duration.ofMillis(200), Duration.ofMillis(200), EventName.SERVICE_STOPPING);
    happens(EventName.SERVICE_STOPPING, "one");

    await().atMost(PATIENCE).until(() -> isTold(EventName.WEBHOOK_FAILED));

    assertThat(told().get(0).fields().get("reason")).asString().startsWith("no answer");
    assertThat(events.toString()).doesNotContain("planted");
  }

  @Test
  void anAddressThatHangsKeepsNobodyWaitingAndItsLossIsTold() {
    released = new CountDownLatch(1);
    send(PATIENCE, PATIENCE, EventName.SERVICE_STOPPING);
    for (int i = 0; i < 1500; i++) {
      happens(EventName.SERVICE_STOPPING, "number " + i);
    }
    assertThat(bodies).hasSizeLessThanOrEqualTo(1);

    released.countDown();
    await().atMost(PATIENCE).until(() -> isTold(EventName.WEBHOOK_BACK));

    assertThat(told().get(1).fields().get("lostEvents")).asString().matches("[45]\\d\\d");
    assertThat(told().get(0).fields()).containsEntry("reason", "it is slower than events happen");
  }

  @Test
  void whatHasHappenedBeforeTheEndIsStillSent() {
    send(PATIENCE, PATIENCE, EventName.SERVICE_STOPPING);
    happens(EventName.SERVICE_STOPPING, "the last");

    close(webhook.orElseThrow());

    assertThat(bodies).singleElement().asString().contains("the last");
  }
}
