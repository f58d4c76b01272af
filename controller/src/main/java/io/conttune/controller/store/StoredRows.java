package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/** Parses the rows of one table; an error names the row, the table and the store. */
final class StoredRows {
  /** The age of a row by the database's clock, which is the same for all controllers. */
  static final String SECONDS_SINCE_WRITTEN =
      "extract(epoch from current_timestamp) - extract(epoch from written_at)";

  private final RecordJson json = new RecordJson();
  private final String place;
  private final String table;

  StoredRows(String place, String table) {
    this.place = place;
    this.table = table;
  }

  /** The text that {@link #parsed} reads. */
  String text(Object value) {
    return json.write(value);
  }

  /** The record that stands as JSON in the row with this key. */
  <T> T parsed(String key, String text, Class<T> type) {
    return checked(key, () -> json.read(text, type));
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
   * The one column of a row that was selected by {@link #SECONDS_SINCE_WRITTEN}. A row that was
   * written later than now counts as written now: the database's clock was set back since.
   */
  static Duration sinceWritten(ResultSet row) throws SQLException {
    Duration since = Duration.ofMillis(row.getBigDecimal(1).movePointRight(3).longValue());
    return since.isNegative() ? Duration.ZERO : since;
  }
}
