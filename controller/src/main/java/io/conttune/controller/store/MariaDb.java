package io.conttune.controller.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A MariaDB or a MySQL, over the driver of MariaDB, which speaks to both.
 *
 * @param url of either kind, without a password
 * @param login user and password, where they are given
 * @param patience at least a second; shorter ones count as one
 */
record MariaDb(String url, Map<String, String> login, Duration patience) implements DatabaseServer {
  private static final String SCHEME = "jdbc:mariadb:";
  private static final String SCHEME_OF_MYSQL = "jdbc:mysql:";

  /**
   * What must hold whatever a user's URL says: times are at UTC, an update counts the rows that it
   * matches, also those that have the new value already, and no server may ask for a file.
   */
  private static final String FIXED_OPTIONS =
      "connectionTimeZone=UTC&preserveInstants=true&useAffectedRows=false&allowLocalInfile=false";

  /** Classes of SQLSTATE that pass: connection, rolled back, interrupted. */
  private static final Set<String> PASSING = Set.of("08", "40", "70");

  /**
   * Errors that pass, without a SQLSTATE of their own: a disk or table that is full, shutdown, a
   * wait for a lock, a server that is read only, a statement that took too long.
   */
  private static final Set<Integer> PASSING_ERRORS =
      Set.of(1021, 1053, 1114, 1205, 1290, 1836, 3024);

  private static final Set<Integer> READ_ONLY_ERRORS = Set.of(1290, 1836);
  private static final String UNDEFINED_TABLE = "42S02";

  /** The server's default, after which it ends a session that nobody uses. */
  private static final Duration DEFAULT_IDLE = Duration.ofHours(8);

  MariaDb {
    login = Map.copyOf(login);
    patience = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
  }

  /** Whether a URL names a database of MariaDB or MySQL. */
  static boolean isUrl(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith(SCHEME) || lower.startsWith(SCHEME_OF_MYSQL);
  }

  @Override
  public String place() {
    return url.replaceFirst("\\?.*$", "");
  }

  @Override
  public String driverUrl() {
    String behindScheme = url.substring(url.indexOf("//"));
    return SCHEME + behindScheme + (url.contains("?") ? "&" : "?") + FIXED_OPTIONS;
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    login.forEach(properties::setProperty);
    properties.setProperty("connectTimeout", String.valueOf(patience.toMillis()));
    // Before a deadline cuts the connection: the driver then asks the server to end the statement,
    // and waits for that too.
    properties.setProperty(
        "socketTimeout", String.valueOf(patience.multipliedBy(9).dividedBy(10).toMillis()));
    return properties;
  }

  /** What stands behind the letter M is for MariaDB only, behind a number for MySQL only. */
  @Override
  public String sessionSql() {
    return "set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
        + " time_zone = '+00:00', default_storage_engine = InnoDB, innodb_lock_wait_timeout = "
        + serverSeconds()
        + " /*M! , idle_transaction_timeout = "
        + serverSeconds()
        + ", max_statement_time = "
        + BigDecimal.valueOf(serverPatience().toMillis(), 3)
        + " */ /*!80000 , max_execution_time = "
        + serverPatience().toMillis()
        + " */";
  }

  /** The server takes whole seconds; 0 would be without a bound, or none at all. */
  private long serverSeconds() {
    return Math.max(1, serverPatience().toSeconds());
  }

  @Override
  public ServerSql sql() {
    return ServerSql.MARIADB;
  }

  @Override
  public Migrations migrations() {
    return Migrations.MARIADB;
  }

  /** The lock is of the whole server, so its name has that of the database. */
  @Override
  public void lockTables(Connection connection) throws SQLException {
    List<Integer> locked =
        new Transaction(connection)
            .query(
                row -> row.getInt(1),
                "select get_lock(concat('conttune ', left(sha1(database()), 32)), ?)",
                serverSeconds());
    if (!locked.equals(List.of(1))) {
      throw new SQLException("another controller still changes its tables", "HY000", 1205);
    }
  }

  @Override
  public void allowMigration(Connection connection) throws SQLException {
    DatabaseServer.execute(
        connection,
        "set session innodb_lock_wait_timeout = %1$d /*M! , max_statement_time = %1$d */"
            .formatted(MIGRATION.toSeconds()));
  }

  /** MySQL has no bound for a transaction, only one for a session that stands still. */
  @Override
  public void begin(Connection session) throws SQLException {
    endWhenIdleFor(session, serverSeconds());
  }

  @Override
  public void end(Connection session) throws SQLException {
    endWhenIdleFor(session, DEFAULT_IDLE.toSeconds());
  }

  private static void endWhenIdleFor(Connection session, long seconds) throws SQLException {
    if (session.getMetaData().getDatabaseProductName().equals("MySQL")) {
      DatabaseServer.execute(session, "set session wait_timeout = " + seconds);
    }
  }

  @Override
  public boolean isPassing(SQLException failure) {
    String state = state(failure);
    return PASSING_ERRORS.contains(failure.getErrorCode())
        || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }

  @Override
  public boolean isOfLostTable(SQLException failure) {
    return state(failure).equals(UNDEFINED_TABLE);
  }

  @Override
  public boolean isOfReadOnlyServer(SQLException failure) {
    return READ_ONLY_ERRORS.contains(failure.getErrorCode());
  }

  /** The driver names the deadline of the network as the cause. */
  @Override
  public boolean isUnexplainedSilence(SQLException failure) {
    return false;
  }

  private static String state(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState()).orElse("");
  }

  /** A password must not be printed. */
  @Override
  public String toString() {
    return "MariaDb[" + place() + "]";
  }
}
