package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The way to a PostgreSQL database: its address, the login, and the bounds of every session.
 *
 * <p>The server ends a statement that takes longer than {@code patience}, a wait for a lock, and a
 * transaction that stands still. Without the last one, a controller that was suspended in the
 * middle of a transaction would keep all others waiting for its locks.
 *
 * @param url as the driver takes it, without a password
 * @param login user and password, where they are given
 * @param patience at least a second; shorter ones count as one
 */
record Postgres(String url, Map<String, String> login, Duration patience) {
  static final String SCHEME = "jdbc:postgresql:";

  /** What tells controllers that change the tables apart from other users of advisory locks. */
  private static final long MIGRATION_LOCK = 0x636f6e7474756e65L;

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** A change of large tables takes longer than any other statement. */
  private static final Duration MIGRATION = Duration.ofMinutes(10);

  /** Classes of SQLSTATE that pass: connection, resources, intervention, rolled back. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The driver gives it a cause if a host has refused, and none if no host has answered. */
  private static final String UNABLE_TO_CONNECT = "08001";

  Postgres {
    login = Map.copyOf(login);
    patience = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
  }

  /** Names the database in messages, without secrets. */
  String place() {
    return url.replaceFirst("\\?.*$", "");
  }

  /** For the driver. A server that does not answer fails each read of the network. */
  Properties properties() {
    Properties properties = new Properties();
    login.forEach(properties::setProperty);
    properties.setProperty("ApplicationName", "conttune");
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", String.valueOf(2 * patience.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    // Of several hosts, one that can be written to.
    properties.setProperty("targetServerType", "primary");
    return properties;
  }

  /** The SQL that every session begins with. */
  String sessionSql() {
    // The server speaks before the controller stops waiting: its message says more.
    long millis = patience.multipliedBy(4).dividedBy(5).toMillis();
    return "set statement_timeout = "
        + millis
        + "; set lock_timeout = "
        + millis
        + "; set idle_in_transaction_session_timeout = "
        + millis
        // Off would lose what was committed just before a crash of the server.
        + "; select set_config('synchronous_commit', 'on', false)"
        + " where current_setting('synchronous_commit') = 'off'";
  }

  /** A session of its own, outside of any pool, without automatic commits. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties());
    try {
      execute(connection, sessionSql());
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
  int migrate(Migrations migrations) throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "select pg_advisory_lock(" + MIGRATION_LOCK + ")");
      if (migrations.areDue(connection)) {
        // Only then: a server that hangs here would otherwise hold up the start for as long.
        execute(connection, "set statement_timeout = " + MIGRATION.toMillis());
        connection.setNetworkTimeout(Runnable::run, (int) MIGRATION.toMillis());
      }
      return migrations.apply(connection);
    }
  }

  /** Whether the database may be back later, without anything being changed here. */
  boolean isPassing(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return state.equals(LOCK_NOT_AVAILABLE)
        || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }

  /** For whoever wanted to use the database; {@code what} is wrong with it. */
  StoreUnavailableException unavailable(String what, SQLException failure) {
    return isTimeout(failure)
        ? silent(Optional.of(failure))
        : new StoreUnavailableException(
            "the store %s %s: %s".formatted(place(), what, failure.getMessage()), failure);
  }

  /** Whether the network, or the driver's own deadline for a login, ended the wait. */
  private static boolean isTimeout(SQLException failure) {
    if (UNABLE_TO_CONNECT.equals(failure.getSQLState()) && failure.getCause() == null) {
      return true;
    }
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SocketTimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** For whoever has waited in vain; always in the same words, so that it is told once. */
  StoreUnavailableException silent(Optional<? extends Throwable> cause) {
    String message =
        "the store %s did not answer within %d s".formatted(place(), patience.toSeconds());
    return cause.isPresent()
        ? new StoreUnavailableException(message, cause.get())
        : new StoreUnavailableException(message);
  }

  /** Whether a URL names a database of PostgreSQL. */
  static boolean isUrl(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A password must not be printed. */
  @Override
  public String toString() {
    return "Postgres[" + place() + "]";
  }
}
