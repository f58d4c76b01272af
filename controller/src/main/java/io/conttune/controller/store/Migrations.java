package io.conttune.controller.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The numbered SQL scripts that lead from an empty database to today's tables. A released script is
 * never edited; a change of the tables is a new script at the end. A script may run again after a
 * crash in its middle, because H2 and MariaDB commit each table definition by itself; hence {@code
 * if not exists}. Each kind of database has its own scripts.
 *
 * @param scripts resources of this package, that of version 1 first
 */
record Migrations(List<String> scripts) {
  /** Not every server takes several statements at once. */
  private static final Pattern STATEMENT_END = Pattern.compile(";\\R");

  static final Migrations H2 =
      new Migrations(
          List.of(
              "h2/V1__tables.sql",
              "h2/V2__identity.sql",
              "h2/V3__jar.sql",
              "h2/V4__savepoint.sql",
              "h2/V5__written_at.sql",
              "h2/V6__steering.sql"));
  static final Migrations POSTGRESQL =
      new Migrations(
          List.of(
              "postgresql/V1__tables.sql",
              "postgresql/V2__lease.sql",
              "postgresql/V3__identity.sql",
              "postgresql/V4__jar.sql",
              "postgresql/V5__savepoint.sql",
              "postgresql/V6__written_at.sql",
              "postgresql/V7__steering.sql",
              "postgresql/V8__controller.sql"));

  /** Of MySQL too. */
  static final Migrations MARIADB = new Migrations(List.of("mariadb/V1__tables.sql"));

  /** Returns whether there are scripts that this database has not seen. */
  boolean areDue(Connection connection) throws SQLException {
    return seen(connection) < scripts.size();
  }

  /** Runs the scripts that this database has not seen, and returns how many it had seen before. */
  int apply(Connection connection) throws SQLException {
    int present = seen(connection);
    for (int version = present + 1; version <= scripts.size(); version++) {
      try (Statement statement = connection.createStatement()) {
        for (String each : statements(scripts.get(version - 1))) {
          statement.execute(each);
        }
        statement.execute("insert into schema_version values (" + version + ")");
      }
      connection.commit();
    }
    return present;
  }

  private int seen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists schema_version (version integer primary key)");
    }
    return requireKnown(connection);
  }

  /**
   * Returns the version of the tables, 0 before the first script.
   *
   * @throws SQLException if a newer ContTune made them
   */
  int requireKnown(Connection connection) throws SQLException {
    String newest = "select coalesce(max(version), 0) from schema_version";
    int present = new Transaction(connection).query(row -> row.getInt(1), newest).get(0);
    if (present > scripts.size()) {
      throw new SQLException(
          "its tables are of version %d, this ContTune knows them up to version %d; use a newer one"
              .formatted(present, scripts.size()));
    }
    return present;
  }

  private static List<String> statements(String script) {
    return STATEMENT_END.splitAsStream(text(script)).toList();
  }

  private static String text(String script) {
    try (InputStream resource = Migrations.class.getResourceAsStream(script)) {
      if (resource == null) {
        throw new IllegalStateException("the program lacks its resource " + script);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + script, e);
    }
  }
}
