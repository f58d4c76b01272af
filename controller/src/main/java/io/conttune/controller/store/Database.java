package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/**
 * An H2 database that nobody else may open meanwhile. Transactions run one at a time on one
 * connection. A database in a file is opened again after a failure, so that a disk that was full
 * for an hour costs the writes of that hour only.
 */
final class Database implements AutoCloseable {
  private final H2Url url;
  private final Migrations migrations;
  private Connection connection;
  private boolean closed;

  private Database(H2Url url, Migrations migrations) throws SQLException {
    this.url = url;
    this.migrations = migrations;
    this.connection = connect(url, migrations);
  }

  /**
   * Opens the database, creates it if it is not there, and brings its tables up to date.
   *
   * @throws StoreUnavailableException if that is not possible; the message names its place
   */
  static Database open(H2Url url, Migrations migrations) {
    try {
      return new Database(url, migrations);
    } catch (SQLException e) {
      throw unavailable(url, "cannot be opened", e);
    }
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }

  /** What is changed in one transaction. */
  interface Change {
    void in(Transaction transaction) throws SQLException;
  }

  /** Names the file, or the database in memory, in messages. */
  String place() {
    return url.place();
  }

  /** Runs a transaction that changes nothing. */
  synchronized <T> T read(Work<T> work) {
    try {
      return commit(work);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Runs a transaction, of which all or nothing remains. It is on the disk when this returns. */
  synchronized void write(Change change) {
    try {
      commit(
          transaction -> {
            change.in(transaction);
            return transaction;
          });
      // The commit has reached the operating system, which outlives this process but no power cut.
      execute(connection, "checkpoint sync");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      connection.close();
    } catch (SQLException e) {
      throw unavailable(url, "was not closed in good order", e);
    }
  }

  private <T> T commit(Work<T> work) throws SQLException {
    Connection open = open();
    try {
      T result = work.in(new Transaction(open));
      open.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(open, e);
      throw e;
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new IllegalStateException("the store " + url.place() + " has been closed");
    }
    if (connection.isClosed()) {
      connection = connect(url, migrations);
    }
    return connection;
  }

  private StoreUnavailableException failed(SQLException e) {
    // What is kept in memory would be gone with its only connection.
    if (url.medium() == H2Url.Medium.FILE) {
      closeAfter(e, connection);
    }
    return unavailable(url, "cannot be read or written", e);
  }

  private static Connection connect(H2Url url, Migrations migrations) throws SQLException {
    Connection connection = DriverManager.getConnection(url.connectionUrl());
    try {
      if (connection.isReadOnly()) {
        throw new SQLException("it can be read, but not written");
      }
      // The lock of the file keeps other processes out, this keeps out the rest of this one.
      execute(connection, "set exclusive 1");
      connection.setAutoCommit(false);
      migrations.apply(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void closeAfter(Exception cause, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static StoreUnavailableException unavailable(H2Url url, String what, SQLException e) {
    return switch (e.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE ->
          new StoreUnavailableException(
              ("the store %s is in use by another controller; an H2 database serves one controller:"
                      + " stop the other one, or name another file for this one")
                  .formatted(url.place()),
              e);
      default ->
          new StoreUnavailableException(
              "the store %s %s: %s".formatted(url.place(), what, message(e)), e);
    };
  }

  private static String message(SQLException e) {
    return e instanceof JdbcException h2 ? h2.getOriginalMessage() : e.getMessage();
  }
}
