package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.util.function.Supplier;

/** Parses the rows of one table; an error names the row, the table and the store. */
final class StoredRows {
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
}
