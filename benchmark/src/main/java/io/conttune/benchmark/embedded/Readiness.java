package io.conttune.benchmark.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Waits until a cluster that has just started serves requests: at first it answers that it is
 * electing a leader.
 */
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Readiness() {}

  /**
   * Returns when all slots are there.
   *
   * @throws IOException if that takes too long
   */
  static void await(URI rest, int slots) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest overview =
        HttpRequest.newBuilder(rest.resolve("/overview")).timeout(PATIENCE).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = "nothing";
    while (!answer.contains("\"slots-total\":" + slots)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "GET %s: expected %d slots within %s, got %s"
                .formatted(overview.uri(), slots, PATIENCE, answer));
      }
      Thread.sleep(PAUSE.toMillis());
      answer = http.send(overview, BodyHandlers.ofString()).body();
    }
  }
}
