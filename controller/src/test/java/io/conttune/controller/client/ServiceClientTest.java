package io.conttune.controller.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.conttune.controller.api.document.JobsDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that answers as a proxy or a broken service would. */
class ServiceClientTest {
  private static final byte[] NO_JOBS = "{\"jobs\":[]}".getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private ServiceClient client(String path, Duration deadline) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return new ServiceClient(url, Optional.empty(), deadline);
  }

  @Test
  void thePathOfTheAddressComesBeforeThatOfTheApi() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>("");
    server.createContext(
        "/",
        exchange -> {
          asked.set(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, NO_JOBS.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(NO_JOBS);
          }
        });

    for (String path : new String[] {"/conttune", "/conttune/"}) {
      client(path, Duration.ofSeconds(20)).get("/jobs", JobsDocument.class);

      assertThat(asked.getAndSet("")).isEqualTo("/conttune/api/v1/jobs");
    }
  }

  @Test
  void aBodyThatStallsIsNotWaitedForWithoutEnd() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, NO_JOBS.length);
          exchange.getResponseBody().write(NO_JOBS, 0, 3);
          exchange.getResponseBody().flush();
          awaitEnd();
          exchange.close();
        });

    assertThatThrownBy(() -> client("", Duration.ofMillis(500)).get("/jobs", JobsDocument.class))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("not in full within 500ms");
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tooManyRequestsAreNoFaultOfTheRequest() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        });

    assertThatThrownBy(() -> client("", Duration.ofSeconds(20)).get("/jobs", JobsDocument.class))
        .isInstanceOfSatisfying(
            ServiceException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ServiceException.Kind.SERVICE));
  }
}
