package io.conttune.controller.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose transaction takes too long. The timeouts of a driver hold for one read of
 * the network each; a server that answers slowly, or byte by byte, would get by them.
 */
final class Deadlines implements AutoCloseable {
  private final Duration patience;
  private final ScheduledThreadPoolExecutor timer;

  Deadlines(Duration patience) {
    this.patience = patience;
    this.timer = new ScheduledThreadPoolExecutor(1, Deadlines::thread);
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "store-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  /** Cuts this connection when the patience is over, unless the deadline is closed before. */
  Deadline of(Connection connection) {
    return new Deadline(connection);
  }

  @Override
  public void close() {
    timer.shutdown();
  }

  /** The deadline of one transaction. */
  final class Deadline implements AutoCloseable {
    private final Connection connection;
    private final ScheduledFuture<?> cut;
    private volatile boolean over;

    private Deadline(Connection connection) {
      this.connection = connection;
      this.cut = timer.schedule(this::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the connection was cut. */
    boolean isOver() {
      return over;
    }

    private void cut() {
      over = true;
      try {
        connection.abort(Runnable::run);
      } catch (SQLException refused) {
        // The read under way then ends by the driver's own timeout, which is longer.
        over = false;
      } catch (RuntimeException | Error death) {
        // The timer would keep it to itself, and no later deadline would be known to be dead.
        Thread timer = Thread.currentThread();
        timer.getUncaughtExceptionHandler().uncaughtException(timer, death);
      }
    }

    @Override
    public void close() {
      cut.cancel(false);
    }
  }
}
