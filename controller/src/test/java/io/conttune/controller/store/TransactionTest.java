package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
