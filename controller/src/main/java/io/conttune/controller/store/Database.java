package io.conttune.controller.store;

import java.util.Optional;

/** The database in which the tables of a store lie. */
interface Database extends Transactions, AutoCloseable {
  /** The SQL of a server that several controllers may share; empty if it serves one. */
  Optional<ServerSql> serverSql();

  /**
   * Closes it; nothing can be read or written after that. Waits for a few seconds at most, also if
   * the database does not answer.
   *
   * @throws io.conttune.core.StoreUnavailableException if it was not closed in good order. What was
   *     committed is kept all the same
   */
  @Override
  void close();
}
