package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/**
 * An H2 database in a file or in memory. It serves one controller: nobody else can open it
 * meanwhile.
 *
 * @param url of the database
 */
record H2(H2Url url) implements Vendor {
  @Override
  public String place() {
    return url.place();
  }

  @Override
  public Migrations migrations() {
    return Migrations.H2;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url.connectionUrl());
    try {
      if (connection.isReadOnly()) {
        throw new SQLException("it can be read, but not written");
      }
      // The lock of the file keeps other processes out, this keeps out the rest of this one.
      execute(connection, "set exclusive 1");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      Database.closeAfter(e, connection);
      throw e;
    }
  }

  /** Nothing to release: no other controller can have the database open. */
  @Override
  public void ready(Connection connection) {}

  /** A commit alone survives a kill of this process, but not a loss of power. */
  @Override
  public void sync(Connection connection) throws SQLException {
    execute(connection, "checkpoint sync");
  }

  @Override
  public Sharing sharing() {
    return Sharing.SOLE;
  }

  @Override
  public Connections connections() {
    return url.medium() == H2Url.Medium.FILE ? Connections.REPLACEABLE : Connections.ONLY_ONE;
  }

  /** Always lasting: waiting does not bring a file of this machine back. */
  @Override
  public Outage outage(SQLException failure) {
    return Outage.LASTING;
  }

  @Override
  public StoreUnavailableException unavailable(String what, SQLException failure) {
    String message =
        switch (failure.getErrorCode()) {
          case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
              ("the store %s is in use by another controller; an H2 database serves one controller:"
                      + " stop the other one, or name another file for this one")
                  .formatted(place());
          default -> "the store %s %s: %s".formatted(place(), what, cause(failure));
        };
    return new StoreUnavailableException(message, failure);
  }

  private static String cause(SQLException failure) {
    return failure instanceof JdbcException h2 ? h2.getOriginalMessage() : failure.getMessage();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
