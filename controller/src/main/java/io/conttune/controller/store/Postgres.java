package io.conttune.controller.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A PostgreSQL.
 *
 * @param url as the driver takes it, without a password
 * @param login user and password, where they are given
 * @param patience at least a second; shorter ones count as one
 */
record Postgres(String url, Map<String, String> login, Duration patience)
    implements DatabaseServer {
  static final String SCHEME = "jdbc:postgresql:";

  /** What tells controllers that change the tables apart from other users of advisory locks. */
  private static final long MIGRATION_LOCK = 0x636f6e7474756e65L;

  /** Classes of SQLSTATE that pass: connection, resources, intervention, rolled back. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String READ_ONLY_TRANSACTION = "25006";

  /** The driver gives it a cause if a host has refused, and none if no host has answered. */
  private static final String UNABLE_TO_CONNECT = "08001";

  Postgres {
    login = Map.copyOf(login);
    patience = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
  }

  /** Whether a URL names a database of PostgreSQL. */
  static boolean isUrl(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  @Override
  public String place() {
    return url.replaceFirst("\\?.*$", "");
  }

  @Override
  public String driverUrl() {
    return url;
  }

  @Override
  public Properties properties() {
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

  @Override
  public String sessionSql() {
    long millis = serverPatience().toMillis();
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

  @Override
  public ServerSql sql() {
    return ServerSql.POSTGRESQL;
  }

  @Override
  public Migrations migrations() {
    return Migrations.POSTGRESQL;
  }

  @Override
  public void lockTables(Connection connection) throws SQLException {
    DatabaseServer.execute(connection, "select pg_advisory_lock(" + MIGRATION_LOCK + ")");
  }

  @Override
  public void allowMigration(Connection connection) throws SQLException {
    DatabaseServer.execute(connection, "set statement_timeout = " + MIGRATION.toMillis());
  }

  /** The session has such a bound from its beginning. */
  @Override
  public void begin(Connection session) {}

  @Override
  public void end(Connection session) {}

  @Override
  public boolean isPassing(SQLException failure) {
    String state = state(failure);
    return state.equals(LOCK_NOT_AVAILABLE)
        || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }

  @Override
  public boolean isOfLostTable(SQLException failure) {
    return state(failure).equals(UNDEFINED_TABLE);
  }

  @Override
  public boolean isOfReadOnlyServer(SQLException failure) {
    return state(failure).equals(READ_ONLY_TRANSACTION);
  }

  @Override
  public boolean isUnexplainedSilence(SQLException failure) {
    return state(failure).equals(UNABLE_TO_CONNECT) && failure.getCause() == null;
  }

  private static String state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState()).orElse("");
  }

  /** A password must not be printed. */
  @Override
  public String toString() {
    return "Postgres[" + place() + "]";
  }
}
