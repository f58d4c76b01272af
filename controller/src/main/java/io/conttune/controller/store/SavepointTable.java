package io.conttune.controller.store;

import io.conttune.core.rescale.SavepointLedger;
import java.util.List;

/**
 * The table of the savepoints that rescales have made: one row each. A row is never deleted, so
 * that a savepoint that is gone is not taken for a new one.
 */
final class SavepointTable implements SavepointLedger {
  private final Transactions database;

  SavepointTable(Transactions database) {
    this.database = database;
  }

  @Override
  public void savepointMade(String jobName, String path) {
    database.write(
        transaction -> {
          String select = "select path from savepoint where job = ? and path = ?";
          if (transaction.query(row -> row.getString("path"), select, jobName, path).isEmpty()) {
            transaction.update(
                "insert into savepoint (job, path, gone) values (?, ?, false)", jobName, path);
          }
        });
  }

  @Override
  public List<String> savepoints(String jobName) {
    String select = "select path from savepoint where job = ? and not gone order by sequence desc";
    return database.read(
        transaction -> transaction.query(row -> row.getString("path"), select, jobName));
  }

  @Override
  public void savepointGone(String jobName, String path) {
    String update = "update savepoint set gone = true where job = ? and path = ?";
    database.write(transaction -> transaction.update(update, jobName, path));
  }
}
