package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of the journal: each rescale is one row of JSON. */
final class JournalTable implements Journal {
  private final Transactions database;
  private final StoredRows rows;

  JournalTable(Transactions database) {
    this.database = database;
    this.rows = new StoredRows(database.place(), "journal");
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
          String update = "update journal set finished = ?, entry = ? where id = ?";
          if (transaction.update(update, finished, text, entry.id()) == 0) {
            transaction.update(
                "insert into journal (finished, entry, id, job) values (?, ?, ?, ?)",
                finished,
                text,
                entry.id(),
                entry.plan().jobName());
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

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    String select = "select id, entry from journal where job = ? and not finished";
    return database.read(transaction -> transaction.query(this::entry, select, jobName)).stream()
        .findFirst();
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    String select =
        "select id, entry from journal where job = ?"
            + " order by sequence desc fetch first ? rows only";
    return database.read(transaction -> transaction.query(this::entry, select, jobName, limit));
  }

  private RescaleEntry entry(ResultSet row) throws SQLException {
    return rows.parsed("id " + row.getString("id"), row.getString("entry"), RescaleEntry.class);
  }
}
