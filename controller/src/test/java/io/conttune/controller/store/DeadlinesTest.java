package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Connection connection = mock(Connection.class);
  private final Deadlines deadlines = new Deadlines(PATIENCE);

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void cutAConnectionWhoseTransactionTakesTooLong() throws SQLException {
    try (Deadlines.Deadline deadline = deadlines.of(connection)) {
      verify(connection, timeout(10_000)).abort(any());

      assertThat(deadline.isOver()).isTrue();
    }
  }

  @Test
  void doNotCallAConnectionCutThatRefusesIt() throws SQLException {
    doThrow(new SQLException("closed")).when(connection).abort(any());

    try (Deadlines.Deadline deadline = deadlines.of(connection)) {
      verify(connection, timeout(10_000)).abort(any());

      await().until(() -> !deadline.isOver());
    }
  }

  @Test
  void handAnErrorToWhoeverWatchesOverThreads() throws Exception {
    CompletableFuture<Throwable> death = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler former = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> death.complete(cause));
    doThrow(new NoClassDefFoundError("org/postgresql/X")).when(connection).abort(any());

    try (Deadlines.Deadline deadline = deadlines.of(connection)) {
      assertThat(death.get(10, TimeUnit.SECONDS)).isInstanceOf(NoClassDefFoundError.class);
      assertThat(deadline.isOver()).isTrue();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(former);
    }
  }

  @Test
  void leaveAConnectionWhoseTransactionIsOverAlone() throws SQLException {
    Deadlines.Deadline deadline = deadlines.of(connection);
    deadline.close();

    verify(connection, after(4 * PATIENCE.toMillis()).never()).abort(any());
    assertThat(deadline.isOver()).isFalse();
  }
}
