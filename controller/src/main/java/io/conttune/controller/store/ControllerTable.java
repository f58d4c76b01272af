package io.conttune.controller.store;

import io.conttune.core.lease.ControllerRegister;
import io.conttune.core.lease.LeaseShares;
import io.conttune.core.lease.ServingController;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The table of controllers, one row each; a row whose term is over is deleted when the next
 * controller comes. The server's clock measures every term, as that of the {@link LeaseTable}.
 */
final class ControllerTable implements ControllerRegister {
  private static final String TABLE = "controller";

  private final Transactions database;
  private final ServerSql sql;
  private final LeaseTable leases;
  private final StoredRows rows;

  ControllerTable(Transactions database, ServerSql sql) {
    this.database = database;
    this.sql = sql;
    this.leases = new LeaseTable(database, sql);
    this.rows = new StoredRows(database.place(), TABLE);
  }

  @Override
  public LeaseShares enter(ServingController controller, Duration term) {
    String record = rows.text(controller);
    return database.change(
        transaction -> {
          enter(transaction, controller.name(), record, term);
          return new LeaseShares(present(transaction), leases.held(transaction));
        });
  }

  private void enter(Transaction transaction, String name, String record, Duration term)
      throws SQLException {
    String renew =
        "update controller set expires_at = %s where name = ? and expires_at > %s"
            .formatted(sql.laterByMillis(), sql.now());
    if (transaction.update(renew, term.toMillis(), name) > 0) {
      // The names of very many jobs are only written when they change.
      transaction.update(
          "update controller set record = ? where name = ? and record <> ?", record, name, record);
      return;
    }
    transaction.update("delete from controller where expires_at <= " + sql.now());
    transaction.update(
        "insert into controller (name, record, joined_at, expires_at) values (?, ?, %s, %s)"
            .formatted(sql.now(), sql.laterByMillis()),
        name,
        record,
        term.toMillis());
  }

  private List<ServingController> present(Transaction transaction) throws SQLException {
    String select =
        "select name, record from controller where expires_at > %s order by joined_at, name"
            .formatted(sql.now());
    return transaction.query(
        row ->
            rows.parsed(
                "controller " + row.getString(1), row.getString(2), ServingController.class),
        select);
  }

  @Override
  public void leave(String name) {
    database.write(
        transaction -> transaction.update("delete from controller where name = ?", name));
  }
}
