package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault is what it says, as the collector's client meets it. */
final class FaultyProxyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final CallPattern JOB = new CallPattern("GET", "/jobs/:job");
  private static final String PATH = "/jobs/0123456789abcdef0123456789abcdef";

  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer cluster;
  private FaultyProxy proxy;
  private FlinkRest rest;

  @BeforeEach
  void start() throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext(
        "/",
        exchange -> {
          arrived.incrementAndGet();
          byte[] body = "{\"state\":\"RUNNING\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    cluster.start();
    proxy = FaultyProxy.to(URI.create("http://127.0.0.1:" + cluster.getAddress().getPort()));
    rest = new FlinkRest(List.of(proxy.address()), Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    proxy.close();
    cluster.stop(0);
  }

  @Test
  void onlyTheNthCallOfItsKindMeetsAFault() throws FlinkUnavailableException, InterruptedException {
    proxy.plan(JOB, 2, Fault.OfNetwork.ERROR_500);

    JsonNode first = rest.get(PATH);
    rest.get("/overview");

    assertThat(first.path("state").asText()).isEqualTo("RUNNING");
    assertThatThrownBy(() -> proxy.awaitAll(Duration.ZERO))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no GET /jobs/:job no. 2 has come");
    assertThatThrownBy(() -> rest.get(PATH)).hasMessageContaining("500");
    proxy.awaitAll(PATIENCE);
    assertThat(rest.get(PATH).path("state").asText()).isEqualTo("RUNNING");
    assertThat(proxy.calls().stream().map(CallPattern::of).filter(JOB::equals)).hasSize(3);
  }

  @Test
  void aCallThatIsCutNeverArrives() {
    proxy.plan(JOB, 1, Fault.OfNetwork.CUT);

    assertThatThrownBy(() -> rest.get(PATH)).isInstanceOf(FlinkUnavailableException.class);
    assertThat(arrived).hasValue(0);
  }

  @Test
  void aReplyThatIsLostWasGivenToACallThatArrived() {
    proxy.plan(JOB, 1, Fault.OfNetwork.REPLY_LOST);

    assertThatThrownBy(() -> rest.get(PATH)).isInstanceOf(FlinkUnavailableException.class);
    assertThat(arrived).hasPositiveValue();
  }

  @Test
  void garbageHalvesAndDelaysAreNoAnswers() throws InterruptedException {
    for (Fault fault :
        List.of(Fault.OfNetwork.GARBAGE, Fault.OfNetwork.HALF_A_BODY, Fault.OfNetwork.DELAYED)) {
      proxy.plan(JOB, 1, fault);
      assertThatThrownBy(() -> rest.get(PATH))
          .as(fault.toString())
          .isInstanceOf(FlinkUnavailableException.class);
    }
    proxy.awaitAll(PATIENCE);
  }

  @Test
  void aFaultThatFailsItselfIsNotTakenForOneThatHasHappened() throws FlinkUnavailableException {
    proxy.plan(
        JOB,
        1,
        Fault.first(
            () -> {
              throw new IllegalStateException("cannot be spoiled");
            }));

    // The JDK's client sends a GET whose connection is closed once more by itself.
    assertThat(rest.get(PATH).path("state").asText()).isEqualTo("RUNNING");

    assertThatThrownBy(() -> proxy.awaitAll(PATIENCE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cannot be spoiled");
  }
}
