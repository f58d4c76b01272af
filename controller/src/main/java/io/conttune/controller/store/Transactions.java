package io.conttune.controller.store;

import java.sql.SQLException;

/** What a table asks of the database in which it lies. */
interface Transactions {
  /** What is done in one transaction. */
  interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }

  /** What is changed in one transaction. */
  interface Change {
    void in(Transaction transaction) throws SQLException;
  }

  /** Names the database in messages. */
  String place();

  /**
   * Runs a transaction that changes nothing.
   *
   * @throws io.conttune.core.StoreUnavailableException if the database cannot be used
   */
  <T> T read(Work<T> work);

  /**
   * Runs a transaction, of which all or nothing remains. It is on the disk when this returns.
   *
   * @throws io.conttune.core.StoreUnavailableException if the database cannot be used, or may have
   *     failed just after the commit
   */
  <T> T change(Work<T> work);

  /** As {@link #change}, for changes that have no result. */
  default void write(Change change) {
    change(
        transaction -> {
          change.in(transaction);
          return transaction;
        });
  }
}
