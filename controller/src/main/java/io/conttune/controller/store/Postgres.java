package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A PostgreSQL database, which several controllers may share.
 *
 * <p>No statement waits for longer than {@code patience}: not for a server that does not answer,
 * and not for a lock. A transaction that stands still for as long is ended by the server, with its
 * locks, or a controller that was suspended in the middle of one would keep all others waiting.
 *
 * @param url as the driver takes it, without a password
 * @param login user and password, where they are given
 * @param patience at least a second; shorter ones count as one
 */
record Postgres(String url, Map<String, String> login, Duration patience) implements Vendor {
  static final String SCHEME = "jdbc:postgresql:";

  /** What tells controllers that change the tables apart from other users of advisory locks. */
  private static final long MIGRATION_LOCK = 0x636f6e7474756e65L;

  private static final long LEAST_PATIENCE = 1000;
  private static final int CONNECT_SECONDS = 5;

  /** Classes of SQLSTATE that pass: connection, resources, intervention, rolled back. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  Postgres {
    login = Map.copyOf(login);
  }

  @Override
  public String place() {
    return url.replaceFirst("\\?.*$", "");
  }

  @Override
  public Migrations migrations() {
    return Migrations.POSTGRESQL;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties());
    try {
      for (String sql : session()) {
        execute(connection, sql);
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      Database.closeAfter(e, connection);
      throw e;
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    login.forEach(properties::setProperty);
    properties.setProperty("ApplicationName", "conttune");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(2 * millis() / LEAST_PATIENCE));
    properties.setProperty("tcpKeepAlive", "true");
    // Of several hosts, one that can be written to.
    properties.setProperty("targetServerType", "primary");
    return properties;
  }

  private List<String> session() {
    return List.of(
        "set lock_timeout = " + millis(),
        "set idle_in_transaction_session_timeout = " + millis(),
        // Off would lose what was committed just before a crash of the server.
        "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'",
        "select pg_advisory_lock(" + MIGRATION_LOCK + ")");
  }

  private long millis() {
    return Math.max(LEAST_PATIENCE, patience.toMillis());
  }

  @Override
  public void ready(Connection connection) throws SQLException {
    execute(connection, "select pg_advisory_unlock(" + MIGRATION_LOCK + ")");
    connection.commit();
  }

  /** A commit has waited for the disk of the server. */
  @Override
  public void sync(Connection connection) {}

  @Override
  public Sharing sharing() {
    return Sharing.SHARED;
  }

  @Override
  public Connections connections() {
    return Connections.REPLACEABLE;
  }

  @Override
  public Outage outage(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    boolean passing =
        state.equals(LOCK_NOT_AVAILABLE)
            || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    return passing ? Outage.PASSING : Outage.LASTING;
  }

  @Override
  public StoreUnavailableException unavailable(String what, SQLException failure) {
    return new StoreUnavailableException(
        "the store %s %s: %s".formatted(place(), what, failure.getMessage()), failure);
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
