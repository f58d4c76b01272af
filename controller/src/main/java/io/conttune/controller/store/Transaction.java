package io.conttune.controller.store;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Statements with parameters, within one transaction. */
final class Transaction {
  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Reads one value from the current row. */
  interface RowReader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** Runs this work and commits it; if either fails, nothing of it remains. */
  static <T> T run(Connection connection, Transactions.Work<T> work) throws SQLException {
    try {
      T result = work.in(new Transaction(connection));
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Closes a connection that has failed. */
  static void closeAfter(Exception cause, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  <T> List<T> query(RowReader<T> reader, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(reader.read(rows));
      }
      return List.copyOf(values);
    }
  }

  /** Returns how many rows were changed. */
  int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** Runs one statement again and again, with each of these lists of parameters. */
  void updateEach(String sql, List<List<Object>> parameters) throws SQLException {
    if (parameters.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<Object> each : parameters) {
        set(statement, each);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (BatchUpdateException e) {
      // It wraps what failed, by which callers tell one failure from another.
      throw Optional.ofNullable(e.getNextException()).orElse(e);
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    set(statement, Arrays.asList(parameters));
    return statement;
  }

  private static void set(PreparedStatement statement, List<Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }
}
