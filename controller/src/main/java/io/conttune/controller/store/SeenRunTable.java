package io.conttune.controller.store;

import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import java.util.Optional;

/** How each job was seen last, one row of JSON per job. */
final class SeenRunTable implements SeenRuns {
  private final Transactions database;
  private final StoredRows rows;

  SeenRunTable(Transactions database) {
    this.database = database;
    this.rows = new StoredRows(database.place(), "seen_run");
  }

  @Override
  public void saveSeenRun(String jobName, SeenRun run) {
    String text = rows.text(run);
    database.write(
        transaction -> {
          String update = "update seen_run set run = ? where job = ?";
          if (transaction.update(update, text, jobName) == 0) {
            transaction.update("insert into seen_run (run, job) values (?, ?)", text, jobName);
          }
        });
  }

  @Override
  public Optional<SeenRun> seenRun(String jobName) {
    String select = "select run from seen_run where job = ?";
    return database
        .read(transaction -> transaction.query(row -> row.getString("run"), select, jobName))
        .stream()
        .findFirst()
        .map(text -> rows.parsed("job " + jobName, text, SeenRun.class));
  }
}
