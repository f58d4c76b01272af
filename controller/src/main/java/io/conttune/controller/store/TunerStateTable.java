package io.conttune.controller.store;

import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerStateStore;
import java.util.Optional;

/** Tuner states, one row of JSON per job. */
final class TunerStateTable implements TunerStateStore {
  private final Transactions database;
  private final StoredRows rows;

  TunerStateTable(Transactions database) {
    this.database = database;
    this.rows = new StoredRows(database.place(), "tuner_state");
  }

  @Override
  public void saveTunerState(String jobName, TunerState state) {
    String text = rows.text(state);
    database.write(
        transaction -> {
          String update = "update tuner_state set state = ? where job = ?";
          if (transaction.update(update, text, jobName) == 0) {
            transaction.update("insert into tuner_state (state, job) values (?, ?)", text, jobName);
          }
        });
  }

  @Override
  public Optional<TunerState> tunerState(String jobName) {
    String select = "select state from tuner_state where job = ?";
    return database
        .read(transaction -> transaction.query(row -> row.getString("state"), select, jobName))
        .stream()
        .findFirst()
        .map(text -> rows.parsed("job " + jobName, text, TunerState.class));
  }
}
