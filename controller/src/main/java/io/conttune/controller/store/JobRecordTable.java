package io.conttune.controller.store;

import java.time.Duration;
import java.util.Optional;

/**
 * A table that keeps one record per job, as JSON: the one that was saved last.
 *
 * @param <T> the type of the records
 */
final class JobRecordTable<T> {
  private final Transactions database;
  private final Class<T> type;
  private final StoredRows rows;
  private final String update;
  private final String insert;
  private final String select;
  private final String selectAge;

  /**
   * The table of this name.
   *
   * @param column that holds the JSON; the other one is {@code job}
   */
  JobRecordTable(Transactions database, String table, String column, Class<T> type) {
    this.database = database;
    this.type = type;
    this.rows = new StoredRows(database.place(), table);
    this.update =
        "update %s set %s = ?, written_at = current_timestamp(6) where job = ?"
            .formatted(table, column);
    this.insert = "insert into %s (%s, job) values (?, ?)".formatted(table, column);
    this.select = "select %s from %s where job = ?".formatted(column, table);
    this.selectAge = "select %s from %s where job = ?".formatted(StoredRows.WRITTEN_AND_NOW, table);
  }

  /** Replaces the record of this job. */
  void save(String jobName, T value) {
    String text = rows.text(value);
    database.write(
        transaction -> {
          if (transaction.update(update, text, jobName) == 0) {
            transaction.update(insert, text, jobName);
          }
        });
  }

  /** The time since the record was saved, by the database's clock; empty if none was. */
  Optional<Duration> age(String jobName) {
    return database
        .read(transaction -> transaction.query(StoredRows::sinceWritten, selectAge, jobName))
        .stream()
        .findFirst();
  }

  /** The record that was saved last; empty if none was. */
  Optional<T> of(String jobName) {
    return database
        .read(transaction -> transaction.query(row -> row.getString(1), select, jobName))
        .stream()
        .findFirst()
        .map(text -> rows.parsed("job " + jobName, text, type));
  }
}
