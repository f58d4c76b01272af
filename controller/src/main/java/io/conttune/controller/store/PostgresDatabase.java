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
 * A PostgreSQL database, used over a pool of sessions, which several controllers may share. A read
 * or a change waits for a session, and then for the server, each for no longer than the patience of
 * {@link Postgres}: when the server hangs, every thread learns so within twice that time.
 *
 * <p>Tables are made at the first use only. Tables that disappear later are a failure: new, empty
 * ones would forget an unfinished rescale.
 */
final class PostgresDatabase implements Database {
  /** More jobs than this wait for one another, for milliseconds each. */
  private static final int MOST_SESSIONS = 8;

  private static final Duration CLOSING = Duration.ofSeconds(3);

  /** SQLSTATE of a table that is not there. */
  private static final String UNDEFINED_TABLE = "42P01";

  private final Postgres postgres;
  private final Migrations migrations;
  private final StoreListener listener;
  private final HikariDataSource pool;
  private final Deadlines deadlines;
  private final ReentrantLock migrating = new ReentrantLock();
  private volatile boolean tablesKnown;
  private volatile boolean closed;

  private PostgresDatabase(Postgres postgres, Migrations migrations, StoreListener listener) {
    this.postgres = postgres;
    this.migrations = migrations;
    this.listener = listener;
    this.pool = new HikariDataSource(config(postgres));
    this.deadlines = new Deadlines(postgres.patience());
  }

  /** As {@link #open(Postgres, Migrations, StoreListener)}, with today's tables and no listener. */
  static PostgresDatabase open(Postgres postgres) {
    return open(postgres, Migrations.POSTGRESQL, StoreListener.silent());
  }

  /**
   * Opens the database, and brings its tables up to date. One that is down at present is opened
   * when it is needed.
   *
   * @throws StoreUnavailableException if it cannot be opened until somebody changes something: a
   *     password, or the version of ContTune
   */
  static PostgresDatabase open(Postgres postgres, Migrations migrations, StoreListener listener) {
    PostgresDatabase database = new PostgresDatabase(postgres, migrations, listener);
    try {
      database.migrate();
    } catch (SQLException e) {
      if (!postgres.isPassing(e)) {
        database.close();
        throw postgres.unavailable("cannot be opened", e);
      }
    }
    return database;
  }

  private static HikariConfig config(Postgres postgres) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(postgres.url());
    config.setDataSourceProperties(postgres.properties());
    config.setConnectionInitSql(postgres.sessionSql());
    config.setAutoCommit(false);
    config.setMaximumPoolSize(MOST_SESSIONS);
    // Sessions are made when they are wanted: the pool tries more and more rarely to make others.
    config.setMinimumIdle(0);
    config.setConnectionTimeout(postgres.patience().toMillis());
    config.setValidationTimeout(Math.min(1000, postgres.patience().toMillis() / 2));
    // A server that is down is waited for.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  @Override
  public String place() {
    return postgres.place();
  }

  @Override
  public Sharing sharing() {
    return Sharing.SHARED;
  }

  @Override
  public <T> T read(Work<T> work) {
    return run(work);
  }

  /** A commit has waited for the disk of the server. */
  @Override
  public <T> T change(Work<T> work) {
    return run(work);
  }

  private <T> T run(Work<T> work) {
    if (closed) {
      throw new IllegalStateException("the store " + place() + " has been closed");
    }
    requireTables();
    try (Connection session = session();
        Deadlines.Deadline deadline = deadlines.of(session)) {
      return run(session, deadline, work);
    } catch (SQLException e) {
      // Of the return to the pool: the transaction is over, and Hikari drops a broken session.
      throw postgres.unavailable("may not have kept the last change", e);
    }
  }

  private <T> T run(Connection session, Deadlines.Deadline deadline, Work<T> work) {
    try {
      return Transaction.run(session, work);
    } catch (SQLException e) {
      if (deadline.isOver()) {
        throw postgres.silent(Optional.of(e));
      }
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw postgres.unavailable(
            "has lost tables; restore them, because new ones would know of no unfinished rescale",
            e);
      }
      throw postgres.unavailable("cannot be read or written", e);
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
        ? postgres.unavailable("cannot be opened", failure)
        : postgres.silent(cause);
  }

  private void requireTables() {
    if (tablesKnown) {
      return;
    }
    try {
      migrate();
    } catch (SQLException e) {
      throw postgres.unavailable("cannot be opened", e);
    }
  }

  /** One thread at a time; the others wait no longer for it than for an answer of the server. */
  private void migrate() throws SQLException {
    if (!isMyTurn()) {
      throw postgres.silent(Optional.empty());
    }
    try {
      if (!tablesKnown) {
        if (postgres.migrate(migrations) == 0) {
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
          || migrating.tryLock(postgres.patience().toMillis(), TimeUnit.MILLISECONDS);
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
