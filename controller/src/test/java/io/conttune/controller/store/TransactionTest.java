package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction on a connection that fails at one place or another. */
final class TransactionTest {
  private final Connection connection = mock(Connection.class);
  private final PreparedStatement statement = mock(PreparedStatement.class);
  private final ResultSet rows = mock(ResultSet.class);

  @BeforeEach
  void prepare() throws SQLException {
    when(connection.prepareStatement(anyString())).thenReturn(statement);
    when(statement.executeQuery()).thenReturn(rows);
    when(statement.executeUpdate()).thenReturn(1);
  }

  @Test
  void isRolledBackWhenItsCommitFails() throws SQLException {
    SQLException lost = new SQLException("the connection was lost", "08006");
    doThrow(lost).when(connection).commit();

    assertThatThrownBy(() -> Transaction.run(connection, t -> t.update("update a set b = 1")))
        .isSameAs(lost);

    verify(connection).rollback();
  }

  @Test
  void keepsTheFirstFailureWhenItsRollbackFailsToo() throws SQLException {
    SQLException lost = new SQLException("the connection was lost", "08006");
    SQLException closed = new SQLException("the connection is closed", "08003");
    doThrow(lost).when(connection).commit();
    doThrow(closed).when(connection).rollback();

    assertThatThrownBy(() -> Transaction.run(connection, t -> t.update("update a set b = 1")))
        .isSameAs(lost)
        .hasSuppressedException(closed);
  }

  /** Half of the rows would be a history, or a journal, that never was. */
  @Test
  void givesNoRowsWhenTheServerIsLostBetweenTwoOfThem() throws SQLException {
    SQLException lost = new SQLException("the connection was lost", "08006");
    when(rows.next()).thenReturn(true).thenThrow(lost);
    when(rows.getString(1)).thenReturn("first");

    assertThatThrownBy(
            () ->
                Transaction.run(
                    connection, t -> t.query(row -> row.getString(1), "select a from b")))
        .isSameAs(lost);

    verify(rows).close();
    verify(statement).close();
    verify(connection, never()).commit();
  }

  /** A store tells a full disk from a lost server by what failed, not by what it was part of. */
  @Test
  void failsWithWhatFailedInABatch() throws SQLException {
    SQLException full = new SQLException("no space left on device", "90028");
    BatchUpdateException batch = new BatchUpdateException(full.getMessage(), new int[] {1, -3});
    batch.setNextException(full);
    when(statement.executeBatch()).thenThrow(batch);

    assertThatThrownBy(
            () ->
                Transaction.run(
                    connection,
                    t -> {
                      t.updateEach("update a set b = ?", List.of(List.of(1), List.of(2)));
                      return t;
                    }))
        .isSameAs(full);

    verify(statement, times(2)).addBatch();
    verify(connection).rollback();
  }

  @Test
  void isNotCommittedWhenItsWorkIsRefused() throws SQLException {
    assertThatThrownBy(
            () ->
                Transaction.run(
                    connection,
                    t -> {
                      t.update("update a set b = 1");
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);

    verify(connection, never()).commit();
    verify(connection).rollback();
  }

  @Test
  void tellsOfAConnectionThatCannotBeClosedBesideTheFailureBeforeIt() throws SQLException {
    SQLException failure = new SQLException("the disk is full");
    SQLException unclosed = new SQLException("cannot be closed");
    doThrow(unclosed).when(connection).close();

    Transaction.closeAfter(failure, connection);

    assertThat((Throwable) failure).hasSuppressedException(unclosed);
  }
}
