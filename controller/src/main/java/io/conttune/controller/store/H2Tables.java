package io.conttune.controller.store;

import java.sql.SQLException;

/** Asks an H2 database which tables it has. */
final class H2Tables {
  private H2Tables() {}

  /** Whether there is a table of this name, in capitals. */
  static boolean exists(Transaction transaction, String name) throws SQLException {
    return !transaction
        .query(
            row -> row.getString(1),
            "select table_name from information_schema.tables"
                + " where table_schema = 'PUBLIC' and table_name = ?",
            name)
        .isEmpty();
  }
}
