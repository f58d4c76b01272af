package io.conttune.controller.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.SettableClock;
import io.conttune.core.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreRequestsTest {
  private static final Request REQUEST =
      new Request(Method.GET, "/decisions", Map.of(), Map.of(), "", Role.VIEW);

  private final StoreRequests requests =
      new StoreRequests(
          new StatusBoard(new SettableClock(Instant.parse("2026-01-01T00:00:00Z"))),
          Duration.ofMillis(50));
  private final ExecutorService others = Executors.newCachedThreadPool();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void stop() {
    others.shutdownNow();
  }

  private static Reply fine() {
    return Reply.line(200, "fine");
  }

  private Future<Reply> readingInAnotherThread() throws InterruptedException {
    Handler slow =
        requests.fromStore(
            request -> {
              begun.countDown();
              await(mayEnd);
              return fine();
            });
    Future<Reply> reply = others.submit(() -> slow.answer(REQUEST));
    await(begun);
    return reply;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Problem problemOf(Handler answer) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> requests.fromStore(answer).answer(REQUEST))
        .actual()
        .problem();
  }

  @Test
  void aRequestThatWaitsTooLongForAnotherIsToldToAskAgain() throws Exception {
    Future<Reply> other = readingInAnotherThread();

    Problem problem = problemOf(request -> fine());

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("store-busy");
    assertThat(problem.headers()).containsEntry("Retry-After", "1");
    mayEnd.countDown();
    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(fine());
  }

  @Test
  void theNextRequestIsAnsweredOnceTheFirstIs() throws Exception {
    Future<Reply> other = readingInAnotherThread();
    mayEnd.countDown();
    other.get(30, TimeUnit.SECONDS);

    assertThat(requests.fromStore(request -> fine()).answer(REQUEST)).isEqualTo(fine());
  }

  @Test
  void aStoreThatFailsIsToldAndLetsTheNextRequestIn() throws Exception {
    Problem problem =
        problemOf(
            request -> {
              throw new StoreUnavailableException("the disk is full");
            });

    assertThat(problem.code()).isEqualTo("store-failed");
    assertThat(problem.detail()).isEqualTo("the service cannot use its store: the disk is full");
    assertThat(requests.fromStore(request -> fine()).answer(REQUEST)).isEqualTo(fine());
  }
}
