package io.conttune.controller.store;

import io.conttune.controller.files.IoReason;
import io.conttune.core.StoreUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/**
 * An H2 database in a file or in memory, whose transactions run one at a time on one connection. It
 * serves one controller: nobody else can open it meanwhile. After a failure it is opened again, so
 * that a disk that was full for an hour costs the reads and writes of that hour only.
 *
 * <p>Only the first opening may make a new file. One that is gone, or that lost changes, is
 * refused: an empty store would forget an unfinished rescale.
 */
final class H2Database implements Database {
  /** How long a thread waits for the transaction of another one: on a disk that hangs, for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final H2Url url;
  private final Optional<H2File> file;
  private final Migrations migrations;
  private final ReentrantLock turn = new ReentrantLock();
  private Optional<Connection> connection = Optional.empty();
  private boolean closed;

  private H2Database(H2Url url, Migrations migrations, StoreListener listener) {
    this.url = url;
    this.file = url.file().map(path -> new H2File(url, path, migrations, listener));
    this.migrations = migrations;
  }

  /** As {@link #open(H2Url, Migrations, StoreListener)}, with today's tables and no listener. */
  static H2Database open(H2Url url) {
    return open(url, Migrations.H2, StoreListener.silent());
  }

  /**
   * Opens the database, and brings its tables up to date. Makes the file if there is none.
   *
   * @throws StoreUnavailableException if it cannot be opened, is no store, or lost changes; the
   *     message names its place
   */
  static H2Database open(H2Url url, Migrations migrations, StoreListener listener) {
    H2Database database = new H2Database(url, migrations, listener);
    try {
      database.connection();
    } catch (SQLException | IOException e) {
      throw database.unavailable("cannot be opened", e);
    }
    return database;
  }

  @Override
  public String place() {
    return url.place();
  }

  @Override
  public Sharing sharing() {
    return Sharing.SOLE;
  }

  @Override
  public <T> T read(Work<T> work) {
    return inTurn(open -> Transaction.run(open, work));
  }

  @Override
  public <T> T change(Work<T> work) {
    return inTurn(
        open -> {
          T result = Transaction.run(open, counted(work));
          // A commit alone survives a kill of this process, but not a loss of power.
          execute(open, "checkpoint sync");
          if (file.isPresent()) {
            file.get().changed();
          }
          return result;
        });
  }

  private <T> Work<T> counted(Work<T> work) {
    return file.isEmpty()
        ? work
        : transaction -> {
          T result = work.in(transaction);
          ChangeCount.add(transaction);
          return result;
        };
  }

  /** A use of the connection. */
  private interface ConnectionUse<T> {
    T of(Connection open) throws SQLException, IOException;
  }

  private <T> T inTurn(ConnectionUse<T> use) {
    if (!isMyTurnWithin(PATIENCE)) {
      throw new StoreUnavailableException(
          "the store %s did not answer within %d s: another read or write of it still waits for its"
                  .formatted(place(), PATIENCE.toSeconds())
              + " disk");
    }
    try {
      Connection open;
      try {
        open = connection();
      } catch (SQLException | IOException e) {
        throw unavailable("cannot be opened", e);
      }
      return used(open, use);
    } finally {
      turn.unlock();
    }
  }

  private <T> T used(Connection open, ConnectionUse<T> use) {
    try {
      return use.of(open);
    } catch (SQLException | IOException e) {
      StoreUnavailableException failure = unavailable("cannot be read or written", e);
      // In memory the database would be gone with its only connection.
      if (file.isPresent()) {
        Transaction.closeAfter(failure, open);
      }
      throw failure;
    }
  }

  private boolean isMyTurnWithin(Duration patience) {
    try {
      // The first attempt also serves a thread that was interrupted.
      return turn.tryLock() || turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Connection connection() throws SQLException, IOException {
    if (closed) {
      throw new IllegalStateException("the store " + place() + " has been closed");
    }
    if (file.isPresent() && connection.isPresent() && file.get().wasReplaced()) {
      connection.get().close();
    }
    if (connection.isEmpty() || connection.get().isClosed()) {
      connection = Optional.of(file.isPresent() ? file.get().connect() : inMemory());
    }
    return connection.get();
  }

  private Connection inMemory() throws SQLException {
    Connection opened = connect(url);
    try {
      migrations.apply(opened);
      return opened;
    } catch (SQLException | RuntimeException e) {
      Transaction.closeAfter(e, opened);
      throw e;
    }
  }

  /** A connection without automatic commits, beside which there is no other one. */
  static Connection connect(H2Url url) throws SQLException {
    Connection opened = DriverManager.getConnection(url.connectionUrl());
    try {
      if (opened.isReadOnly()) {
        throw new SQLException("it can be read, but not written");
      }
      // The lock of the file keeps other processes out, this keeps out the rest of this one.
      execute(opened, "set exclusive 1");
      opened.setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      Transaction.closeAfter(e, opened);
      throw e;
    }
  }

  @Override
  public void close() {
    if (!isMyTurnWithin(CLOSING)) {
      throw new StoreUnavailableException(
          "the store %s was not closed in good order: a read or write of it still waits for its disk"
              .formatted(place()));
    }
    try {
      closed = true;
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      throw unavailable("was not closed in good order", e);
    } finally {
      turn.unlock();
    }
  }

  private StoreUnavailableException unavailable(String what, Exception failure) {
    return unavailable(place(), what, failure);
  }

  private static StoreUnavailableException unavailable(
      String place, String what, Exception failure) {
    int code = failure instanceof SQLException sql ? sql.getErrorCode() : 0;
    String message =
        switch (code) {
          case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
              ("the store %s is in use by another controller; an H2 database serves one controller:"
                      + " stop the other one, or name another file for this one")
                  .formatted(place);
          case ErrorCode.FILE_CORRUPTED_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
              "the store %s %s: %s; if this stays so, %s"
                  .formatted(place, what, cause(failure), StoreFile.REMEDY);
          default -> "the store %s %s: %s".formatted(place, what, cause(failure));
        };
    return new StoreUnavailableException(message, failure);
  }

  /** The words of the operating system, as "No space left on device", if there are any. */
  private static String cause(Exception failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof IOException io) {
      return IoReason.of(io);
    }
    return failure instanceof JdbcException h2 ? h2.getOriginalMessage() : failure.getMessage();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
