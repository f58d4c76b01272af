package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The way to a database on a server that several controllers may share: its address, the login, and
 * the bounds of every session.
 *
 * <p>The server ends a statement that takes longer than the patience, a wait for a lock, and a
 * transaction that stands still. Without the last one, a controller that was suspended in the
 * middle of a transaction would keep all others waiting for its locks.
 */
sealed interface DatabaseServer permits Postgres, MariaDb {
  /** Shorter waits would end for a pause of the JVM. */
  Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** A change of large tables takes longer than any other statement. */
  Duration MIGRATION = Duration.ofMinutes(10);

  /** Class of SQLSTATE of a login that was refused. */
  String REFUSED_LOGIN = "28";

  /** Names the database in messages, without secrets. */
  String place();

  /** The URL for the driver, without a password. */
  String driverUrl();

  /** For the driver. A server that does not answer fails each read of the network. */
  Properties properties();

  /** The SQL that every session begins with. */
  String sessionSql();

  /** The longest wait for the server, at least {@link #LEAST_PATIENCE}. */
  Duration patience();

  /** The SQL that only servers of its kind take. */
  ServerSql sql();

  /** The scripts that make its tables. */
  Migrations migrations();

  /** Keeps other controllers from changing the tables until this connection is closed. */
  void lockTables(Connection connection) throws SQLException;

  /** Lets the next statements of this connection take as long as {@link #MIGRATION}. */
  void allowMigration(Connection connection) throws SQLException;

  /** Has the server end the transaction of this session that begins now if it stands still. */
  void begin(Connection session) throws SQLException;

  /** Undoes {@link #begin} for a session that goes back to the pool. */
  void end(Connection session) throws SQLException;

  /** Whether the database may be back later, without anything being changed here. */
  boolean isPassing(SQLException failure);

  /** Whether a table is not there. */
  boolean isOfLostTable(SQLException failure);

  /** Whether the server that was reached cannot be written to at present: a copy of another one. */
  boolean isOfReadOnlyServer(SQLException failure);

  /** Whether the driver tells of a host that did not answer without saying by which deadline. */
  boolean isUnexplainedSilence(SQLException failure);

  /** A session of its own, outside of any pool, without automatic commits. */
  default Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(driverUrl(), properties());
    try {
      execute(connection, sessionSql());
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      Transaction.closeAfter(e, connection);
      throw e;
    }
  }

  /**
   * Brings the tables up to date, while no other controller does, and returns their former version:
   * 0 if there were none.
   */
  default int migrate() throws SQLException {
    try (Connection connection = connect()) {
      lockTables(connection);
      if (migrations().areDue(connection)) {
        // Only then: a server that hangs here would otherwise hold up the start for as long.
        allowMigration(connection);
        connection.setNetworkTimeout(Runnable::run, (int) MIGRATION.toMillis());
      }
      return migrations().apply(connection);
    }
  }

  /** For whoever wanted to use the database; {@code what} is wrong with it. */
  default StoreUnavailableException unavailable(String what, SQLException failure) {
    if (isTimeout(failure)) {
      return silent(Optional.of(failure));
    }
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    String remedy = state.startsWith(REFUSED_LOGIN) ? "; correct store.user or store.password" : "";
    return new StoreUnavailableException(
        "the store %s %s: %s%s".formatted(place(), what, failure.getMessage(), remedy), failure);
  }

  /** Whether the network, or the driver's own deadline for a login, ended the wait. */
  private boolean isTimeout(SQLException failure) {
    if (isUnexplainedSilence(failure)) {
      return true;
    }
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SocketTimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** For whoever has waited in vain; always in the same words, so that it is told once. */
  default StoreUnavailableException silent(Optional<? extends Throwable> cause) {
    String message =
        "the store %s did not answer within %d s".formatted(place(), patience().toSeconds());
    return cause.isPresent()
        ? new StoreUnavailableException(message, cause.get())
        : new StoreUnavailableException(message);
  }

  /**
   * The time after which the server speaks: before the controller stops waiting, as it says more.
   */
  default Duration serverPatience() {
    return patience().multipliedBy(4).dividedBy(5);
  }

  /** Runs one statement that returns nothing of interest. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
