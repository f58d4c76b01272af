package io.conttune.controller.store;

import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of decisions: each is one row of JSON. */
final class DecisionTable implements DecisionLog {
  /**
   * The most rows that one transaction reads. A search through all rows keeps only one page in
   * memory, and lets the control loops use the database between two pages.
   */
  static final int PAGE = 200;

  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** Keeps the newest {@code kept} of each job. */
  DecisionTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "decision");
  }

  /** A row that was read and not parsed. */
  private record Row(long sequence, String text) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(row.getLong("sequence"), row.getString("record"));
    }
  }

  @Override
  public void append(DecisionRecord decision) {
    String text = rows.text(decision);
    String job = decision.jobName();
    database.write(
        transaction -> {
          transaction.update("insert into decision (job, record) values (?, ?)", job, text);
          transaction.update(
              "delete from decision where job = ? and sequence <= (select sequence from"
                  + " (select sequence from decision where job = ?"
                  + " order by sequence desc limit 1 offset ?) oldest)",
              job,
              job,
              kept);
        });
  }

  @Override
  public List<DecisionRecord> decisions(String jobName, Instant from, Instant to, int limit) {
    DecisionSearch search = new DecisionSearch(from, to, limit);
    int size = Math.min(PAGE, limit);
    long before = Long.MAX_VALUE;
    while (!search.isOver()) {
      List<Row> page = page(jobName, before, size);
      search.goOnWith(page.stream().map(this::decision).toList());
      if (page.size() < size) {
        break;
      }
      before = page.get(page.size() - 1).sequence();
      size = PAGE;
    }
    return search.found();
  }

  /** The newest rows of a job before a sequence; they are parsed when the transaction is over. */
  private List<Row> page(String jobName, long before, int size) {
    String select =
        "select sequence, record from decision where job = ? and sequence < ?"
            + " order by sequence desc limit ?";
    return database.read(transaction -> transaction.query(Row::of, select, jobName, before, size));
  }

  private DecisionRecord decision(Row row) {
    return rows.parsed("sequence " + row.sequence(), row.text(), DecisionRecord.class);
  }
}
