package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.PastRescales;
import io.conttune.core.rescale.RescaleEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table of the journal: each rescale is one row of JSON. */
final class JournalTable implements Journal, PastRescales {
  /** Locks a row that is always there. */
  private static final String ONE_AT_A_TIME =
      "select version from schema_version where version = 1 for update";

  private static final String DELETE_OLDEST =
      "delete from journal where job = ? and finished"
          + " and sequence <= (select sequence from (select sequence from journal"
          + " where job = ? and finished order by sequence desc limit 1 offset ?) oldest)";

  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** The table in this database; keeps the newest {@code kept} finished rescales of each job. */
  JournalTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "journal");
  }

  /** A row that was read and not parsed. */
  private record Row(String id, String text) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(row.getString("id"), row.getString("entry"));
    }
  }

  @Override
  public void write(RescaleEntry entry) {
    String text = rows.text(entry);
    boolean finished = entry.stage().isFinal();
    database.write(
        transaction -> {
          if (!finished) {
            refuseSecond(transaction, entry);
          }
          String update =
              "update journal set finished = ?, entry = ?, written_at = current_timestamp(6)"
                  + " where id = ?";
          if (transaction.update(update, finished, text, entry.id()) == 0) {
            refuseTakenSlots(transaction, entry);
            transaction.update(
                "insert into journal (finished, entry, id, job) values (?, ?, ?, ?)",
                finished,
                text,
                entry.id(),
                entry.plan().jobName());
          }
          if (finished) {
            String job = entry.plan().jobName();
            transaction.update(DELETE_OLDEST, job, job, kept);
          }
        });
  }

  private static void refuseSecond(Transaction transaction, RescaleEntry entry)
      throws SQLException {
    List<String> others =
        transaction.query(
            row -> row.getString("id"),
            "select id from journal where job = ? and not finished and id <> ?",
            entry.plan().jobName(),
            entry.id());
    if (!others.isEmpty()) {
      throw JournalRule.secondUnfinished(entry, others.get(0));
    }
  }

  private void refuseTakenSlots(Transaction transaction, RescaleEntry entry) throws SQLException {
    if (entry.plan().slots().isEmpty()) {
      return;
    }
    // Until the end of this transaction no other controller enters a rescale that takes slots.
    transaction.query(row -> row.getInt(1), ONE_AT_A_TIME);
    JournalRule.requireSlotsOf(entry, readable(unfinished(transaction)));
  }

  @Override
  public List<RescaleEntry> unfinished() {
    return readable(database.read(JournalTable::unfinished));
  }

  private static List<Row> unfinished(Transaction transaction) throws SQLException {
    return transaction.query(
        Row::of, "select id, entry from journal where not finished order by sequence");
  }

  private List<RescaleEntry> readable(List<Row> found) {
    return found.stream().map(this::entryIfReadable).flatMap(Optional::stream).toList();
  }

  private Optional<RescaleEntry> entryIfReadable(Row row) {
    try {
      return Optional.of(entry(row));
    } catch (StoreUnavailableException unreadable) {
      // Whoever serves its job is told so at each step; the other jobs must not stand still for it.
      return Optional.empty();
    }
  }

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    String select = "select id, entry from journal where job = ? and not finished";
    return entries(transaction -> transaction.query(Row::of, select, jobName)).stream().findFirst();
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    String select =
        "select id, entry from journal where job = ?" + " order by sequence desc limit ?";
    return entries(transaction -> transaction.query(Row::of, select, jobName, limit));
  }

  @Override
  public Optional<RescaleEntry> rescale(String jobName, String id) {
    String select = "select id, entry from journal where id = ? and job = ?";
    return entries(transaction -> transaction.query(Row::of, select, id, jobName)).stream()
        .findFirst();
  }

  /**
   * The times since the newest rescales were written last, newest first, by the database's clock.
   */
  List<Duration> ages(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    String select =
        "select %s from journal where job = ? order by sequence desc limit ?"
            .formatted(StoredRows.WRITTEN_AND_NOW);
    return database.read(
        transaction -> transaction.query(StoredRows::sinceWritten, select, jobName, limit));
  }

  /**
   * These rescales; they are parsed when the transaction is over, so that no other waits for it.
   */
  private List<RescaleEntry> entries(Transactions.Work<List<Row>> search) {
    return database.read(search).stream().map(this::entry).toList();
  }

  private RescaleEntry entry(Row row) {
    return rows.parsed("id " + row.id(), row.text(), RescaleEntry.class);
  }
}
