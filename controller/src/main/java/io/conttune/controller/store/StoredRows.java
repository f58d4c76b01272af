package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/** Parses the rows of one table; an error names the row, the table and the store. */
final class StoredRows {
  /**
   * When a row was written and when it is read, by the database's clock: all controllers share it.
   */
  static final String WRITTEN_AND_NOW = "written_at, current_timestamp(6)";

  /** One for all tables of all jobs, because it keeps how each type is written and read. */
  private static final RecordJson JSON = new RecordJson();

  private final String place;
  private final String table;

  StoredRows(String place, String table) {
    this.place = place;
    this.table = table;
  }

  /** The text that {@link #parsed} reads. */
  String text(Object value) {
    return JSON.write(value);
  }

  /** The record that stands as JSON in the row with this key. */
  <T> T parsed(String key, String text, Class<T> type) {
    return checked(key, () -> JSON.read(text, type));
  }

  /** The value of the row with this key. */
  <T> T checked(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new StoreUnavailableException(
          "the row with %s in table %s of the store %s cannot be read: %s"
              .formatted(key, table, place, e.getMessage()),
          e);
    }
  }

  /**
   * The time between the first two columns of a row, which are {@link #WRITTEN_AND_NOW}. A row that
   * was written later than now counts as written now: the database's clock was set back since.
   */
  static Duration sinceWritten(ResultSet row) throws SQLException {
    Duration since =
        Duration.between(
            row.getObject(1, OffsetDateTime.class), row.getObject(2, OffsetDateTime.class));
    return since.isNegative() ? Duration.ZERO : since;
  }
}
