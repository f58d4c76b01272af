package io.conttune.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlinkRequestsTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final int ASKED = 12;

  /** One asks, and two wait for it. */
  private static final int TAKEN = 3;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);

  private Reply hanging() {
    begun.countDown();
    await(mayAnswer);
    return Reply.line(200, "answered");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** More requests than the server has threads, of a Flink that hangs. */
  @Test
  void probesAreAnsweredWhileFlinkHangs() throws Exception {
    FlinkRequests requests = new FlinkRequests(PATIENT);
    List<Route> routes =
        List.of(
            Route.open("/flink", request -> requests.ask(this::hanging)),
            Route.open("/livez", request -> Reply.line(200, "alive")));
    try (StatusServer server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            routes,
            Tokens.NONE,
            event -> {},
            new SettableClock(Instant.EPOCH))) {
      HttpClient client = HttpClient.newHttpClient();
      CountDownLatch refused = new CountDownLatch(ASKED - TAKEN);
      List<CompletableFuture<Integer>> asked =
          IntStream.range(0, ASKED).mapToObj(number -> asked(client, server, refused)).toList();
      await(begun);
      await(refused);

      HttpResponse<String> live = client.send(get(server, "/livez"), BodyHandlers.ofString());

      assertThat(live.body()).contains("alive");
      assertThat(mayAnswer.getCount()).isOne();
      mayAnswer.countDown();
      assertThat(asked)
          .map(reply -> reply.orTimeout(30, TimeUnit.SECONDS).join())
          .filteredOn(status -> status == 200)
          .hasSize(TAKEN);
    }
  }

  private static CompletableFuture<Integer> asked(
      HttpClient client, StatusServer server, CountDownLatch refused) {
    return client
        .sendAsync(get(server, "/flink"), BodyHandlers.ofString())
        .thenApply(
            reply -> {
              if (reply.statusCode() == 503) {
                refused.countDown();
              }
              return reply.statusCode();
            });
  }

  private static HttpRequest get(StatusServer server, String path) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  @Test
  void aRequestThatWaitsTooLongIsToldToAskAgain() {
    FlinkRequests requests = new FlinkRequests(Duration.ofMillis(50));
    CompletableFuture<Reply> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return requests.ask(this::hanging);
              } catch (ProblemException problem) {
                throw new AssertionError(problem);
              }
            });
    await(begun);

    Problem problem = problemOf(requests, () -> Reply.line(200, "fine"));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("flink-busy");
    assertThat(problem.headers()).containsEntry("Retry-After", "1");
    mayAnswer.countDown();
    assertThat(other.orTimeout(30, TimeUnit.SECONDS).join().body()).contains("answered");
  }

  @Test
  void aFlinkThatDoesNotAnswerIsAProblemAndTheNextRequestAsksItAgain() throws Exception {
    FlinkRequests requests = new FlinkRequests(PATIENT);

    for (int time = 0; time < 5; time++) {
      Problem problem =
          problemOf(
              requests,
              () -> {
                throw new FlinkUnavailableException("GET http://x/ refused");
              });
      assertThat(problem.code()).isEqualTo("flink-unreachable");
      assertThat(problem.detail()).endsWith("GET http://x/ refused");
    }
    assertThat(requests.ask(() -> 5)).isEqualTo(5);
  }

  private static Problem problemOf(FlinkRequests requests, FlinkRequests.Question<Reply> question) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> requests.ask(question))
        .actual()
        .problem();
  }
}
