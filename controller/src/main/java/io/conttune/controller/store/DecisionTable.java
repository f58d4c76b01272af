package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table of decisions: each is one row of JSON. */
final class DecisionTable implements DecisionLog {
  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** Keeps the newest {@code kept} of each job. */
  DecisionTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "decision");
  }

  @Override
  public void append(DecisionRecord decision) {
    String text = rows.text(decision);
    String job = decision.jobName();
    database.write(
        transaction -> {
          transaction.update("insert into decision (job, record) values (?, ?)", job, text);
          transaction.update(
              "delete from decision where job = ? and sequence <= (select sequence from decision"
                  + " where job = ? order by sequence desc offset ? rows fetch first row only)",
              job,
              job,
              kept);
        });
  }

  @Override
  public List<DecisionRecord> decisions(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    String select =
        "select sequence, record from decision where job = ?"
            + " order by sequence desc fetch first ? rows only";
    return database.read(transaction -> transaction.query(this::decision, select, jobName, limit));
  }

  private DecisionRecord decision(ResultSet row) throws SQLException {
    String key = "sequence " + row.getLong("sequence");
    return rows.parsed(key, row.getString("record"), DecisionRecord.class);
  }
}
