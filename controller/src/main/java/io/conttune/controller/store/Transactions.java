package io.conttune.controller.store;

import java.sql.SQLException;

/** Runs the transactions of the tables on one database. */
interface Transactions {
  /** The statements of one transaction, with a result. */
  interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }

  /** The statements of one transaction, without a result. */
  interface Change {
    void in(Transaction transaction) throws SQLException;
  }

  /** The name of the database for messages, without secrets. */
  String place();

  /**
   * Runs a transaction that changes nothing.
   *
   * @throws io.conttune.core.StoreUnavailableException if the database cannot be used
   */
  <T> T read(Work<T> work);

  /**
   * Runs a transaction that takes effect as a whole or not at all. Its changes are on the disk when
   * this returns.
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
