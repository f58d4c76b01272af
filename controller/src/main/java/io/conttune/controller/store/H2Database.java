package io.conttune.controller.store;

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
  private final H2Failures failures;

  /** Fair, so that changes are committed before the next sync, and one sync does for all. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Held by the thread that brings changes to the disk, and taken before the turn. */
  private final ReentrantLock syncing = new ReentrantLock(true);

  private long commits;
  private volatile Synced onDisk = new Synced(Optional.empty(), 0);
  private Optional<Connection> connection = Optional.empty();
  private boolean closed;

  private H2Database(H2Url url, Migrations migrations, StoreListener listener) {
    this.url = url;
    this.file = url.file().map(path -> new H2File(url, path, migrations, listener));
    this.migrations = migrations;
    this.failures = new H2Failures(url.place());
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
      throw database.failures.unavailable("cannot be opened", e);
    }
    return database;
  }

  @Override
  public String place() {
    return url.place();
  }

  @Override
  public Optional<ServerSql> serverSql() {
    return Optional.empty();
  }

  @Override
  public <T> T read(Work<T> work) {
    return inTurn(open -> Transaction.run(open, work));
  }

  @Override
  public <T> T change(Work<T> work) {
    Committed<T> done =
        inTurn(
            open -> {
              T result = Transaction.run(open, counted(work));
              commits++;
              return new Committed<>(result, open, commits);
            });
    bringToDisk(done);
    return done.result();
  }

  /**
   * A change that survives a kill of this process, but not yet a loss of power.
   *
   * @param by the connection on which it was made
   * @param number among all changes of this object, from 1 on
   */
  private record Committed<T>(T result, Connection by, long number) {}

  /**
   * The changes that are on the disk.
   *
   * @param by the connection that brought them there; empty before there was one
   * @param number of the last one; none was made between it and the opening of the connection
   */
  private record Synced(Optional<Connection> by, long number) {}

  /**
   * Changes that were made while others were brought to the disk go there together: whoever comes
   * first brings all that are committed when its turn comes.
   */
  private void bringToDisk(Committed<?> done) {
    if (!isLockedWithin(PATIENCE, syncing)) {
      throw failures.hanging(PATIENCE);
    }
    try {
      if (isNotOnDisk(done)) {
        inTurnBehindOthers(this::sync);
      }
      if (isNotOnDisk(done)) {
        throw failures.openedAnew();
      }
    } finally {
      syncing.unlock();
    }
  }

  private boolean isNotOnDisk(Committed<?> done) {
    Synced now = onDisk;
    return now.number() < done.number() || now.by().filter(by -> by == done.by()).isEmpty();
  }

  private Synced sync(Connection open) throws SQLException, IOException {
    long before = onDisk.number();
    execute(open, "checkpoint sync");
    if (file.isPresent()) {
      file.get().changed(commits - before);
    }
    onDisk = new Synced(Optional.of(open), commits);
    return onDisk;
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
      throw failures.hanging(PATIENCE);
    }
    return inThisTurn(use);
  }

  private <T> T inTurnBehindOthers(ConnectionUse<T> use) {
    if (!isLockedWithin(PATIENCE, turn)) {
      throw failures.hanging(PATIENCE);
    }
    return inThisTurn(use);
  }

  private <T> T inThisTurn(ConnectionUse<T> use) {
    try {
      Connection open;
      try {
        open = connection();
      } catch (SQLException | IOException e) {
        throw failures.unavailable("cannot be opened", e);
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
      StoreUnavailableException failure = failures.unavailable("cannot be read or written", e);
      // In memory the database would be gone with its only connection.
      if (file.isPresent()) {
        Transaction.closeAfter(failure, open);
      }
      throw failure;
    }
  }

  private boolean isMyTurnWithin(Duration patience) {
    return turn.tryLock() || isLockedWithin(patience, turn);
  }

  private static boolean isLockedWithin(Duration patience, ReentrantLock lock) {
    try {
      return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // A lock that is free also serves a thread that was interrupted.
      return lock.tryLock();
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
      Connection opened = file.isPresent() ? file.get().connect() : inMemory();
      connection = Optional.of(opened);
      onDisk = new Synced(connection, commits);
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
      throw failures.notClosed();
    }
    try {
      closed = true;
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      throw failures.unavailable("was not closed in good order", e);
    } finally {
      turn.unlock();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
