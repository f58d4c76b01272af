package io.conttune.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A database on a server, used over a pool of sessions, which several controllers may share. A read
 * or a change waits for a session, and then for the server, each for no longer than the patience of
 * {@link DatabaseServer}: when the server hangs, every thread learns so within twice that time.
 *
 * <p>Tables are made at the first use only. Tables that disappear later are a failure: new, empty
 * ones would forget an unfinished rescale.
 */
final class ServerDatabase implements Database {
  /** More jobs than this wait for one another, for milliseconds each. */
  private static final int MOST_SESSIONS = 8;

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final DatabaseServer server;
  private final StoreListener listener;
  private final HikariDataSource pool;
  private final Deadlines deadlines;
  private final ReentrantLock migrating = new ReentrantLock();
  private volatile boolean tablesKnown;
  private volatile boolean closed;

  private ServerDatabase(DatabaseServer server, StoreListener listener) {
    this.server = server;
    this.listener = listener;
    this.pool = new HikariDataSource(config(server));
    this.deadlines = new Deadlines(server.patience());
  }

  /** As {@link #open(DatabaseServer, StoreListener)}, without a listener. */
  static ServerDatabase open(DatabaseServer server) {
    return open(server, StoreListener.silent());
  }

  /**
   * Opens the database, and brings its tables up to date. One that is down at present is opened
   * when it is needed.
   *
   * @throws StoreUnavailableException if it cannot be opened until somebody changes something: a
   *     password, or the version of ContTune
   */
  static ServerDatabase open(DatabaseServer server, StoreListener listener) {
    ServerDatabase database = new ServerDatabase(server, listener);
    try {
      database.migrate();
    } catch (SQLException e) {
      if (!server.isPassing(e)) {
        database.close();
        throw server.unavailable("cannot be opened", e);
      }
    }
    return database;
  }

  private static HikariConfig config(DatabaseServer server) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(server.driverUrl());
    config.setDataSourceProperties(server.properties());
    config.setConnectionInitSql(server.sessionSql());
    config.setAutoCommit(false);
    // A transaction that waited for a lock must see what was committed meanwhile.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(MOST_SESSIONS);
    // Sessions are made when they are wanted: the pool tries more and more rarely to make others.
    config.setMinimumIdle(0);
    config.setConnectionTimeout(server.patience().toMillis());
    config.setValidationTimeout(Math.min(1000, server.patience().toMillis() / 2));
    // A server that is down is waited for.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @Override
  public String place() {
    return server.place();
  }

  @Override
  public Optional<ServerSql> serverSql() {
    return Optional.of(server.sql());
  }

  @Override
  public <T> T read(Work<T> work) {
    return run(session -> Transaction.run(session, work));
  }

  /** A commit has waited for the disk of the server. */
  @Override
  public <T> T change(Work<T> work) {
    return run(
        session -> {
          server.begin(session);
          T result = Transaction.run(session, work);
          server.end(session);
          return result;
        });
  }

  /** A use of a session. */
  private interface SessionUse<T> {
    T of(Connection session) throws SQLException;
  }

  private <T> T run(SessionUse<T> use) {
    if (closed) {
      throw new IllegalStateException("the store " + place() + " has been closed");
    }
    requireTables();
    try (Connection session = session();
        Deadlines.Deadline deadline = deadlines.of(session)) {
      return run(session, deadline, use);
    } catch (SQLException e) {
      // Of the return to the pool: the transaction is over, and Hikari drops a broken session.
      throw server.unavailable("may not have kept the last change", e);
    }
  }

  private <T> T run(Connection session, Deadlines.Deadline deadline, SessionUse<T> use) {
    try {
      return use.of(session);
    } catch (SQLException e) {
      if (deadline.isOver()) {
        throw server.silent(Optional.of(e));
      }
      if (server.isOfReadOnlyServer(e)) {
        // The next session may reach the server that has taken its place.
        pool.evictConnection(session);
      }
      if (server.isOfLostTable(e)) {
        throw server.unavailable(
            "has lost tables; restore them, because new ones would know of no unfinished rescale",
            e);
      }
      throw server.unavailable("cannot be read or written", e);
    }
  }

  private Connection session() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw notReached(Optional.ofNullable(e.getCause()));
    }
  }

  /** Without the pool's own words, which count its sessions and so are new each time. */
  private StoreUnavailableException notReached(Optional<Throwable> cause) {
    return cause.isPresent() && cause.get() instanceof SQLException failure
        ? server.unavailable("cannot be opened", failure)
        : server.silent(cause);
  }

  private void requireTables() {
    if (tablesKnown) {
      return;
    }
    try {
      migrate();
    } catch (SQLException e) {
      throw server.unavailable("cannot be opened", e);
    }
  }

  /** One thread at a time; the others wait no longer for it than for an answer of the server. */
  private void migrate() throws SQLException {
    if (!isMyTurn()) {
      throw server.silent(Optional.empty());
    }
    try {
      if (!tablesKnown) {
        if (server.migrate() == 0) {
          listener.created(place());
        }
        tablesKnown = true;
      }
    } finally {
      migrating.unlock();
    }
  }

  private boolean isMyTurn() {
    try {
      return migrating.tryLock()
          || migrating.tryLock(server.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread closing = new Thread(this::closeParts, "store-closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // What is left of the pool ends with the process; every commit is kept by the server.
  }

  private void closeParts() {
    pool.close();
    deadlines.close();
  }
}
