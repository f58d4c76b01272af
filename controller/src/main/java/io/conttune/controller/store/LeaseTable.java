package io.conttune.controller.store;

import io.conttune.core.lease.Claim;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.lease.LeaseStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The table of leases: one row per job. A row is never deleted, so a job's epoch only grows. The
 * server's clock measures every term; no controller's clock counts.
 */
final class LeaseTable implements LeaseStore {
  private static final String SELECT = "select job, epoch, holder from lease where job = ?";

  private final Transactions database;
  private final ServerSql sql;

  LeaseTable(Transactions database, ServerSql sql) {
    this.database = database;
    this.sql = sql;
  }

  @Override
  public Claim take(String jobName, String holder, Duration term) {
    return database.change(
        transaction -> {
          boolean isTaken = takeExpired(transaction, jobName, holder, term);
          if (!isTaken && isUnknown(transaction, jobName)) {
            transaction.update(
                "insert into lease (job, epoch, holder, expires_at)"
                    + " values (?, 0, '', timestamp '2000-01-01 00:00:00') "
                    + sql.unlessThere(),
                jobName);
            isTaken = takeExpired(transaction, jobName, holder, term);
          }
          Lease present = present(transaction, jobName, "");
          return isTaken ? new Claim.Granted(present) : new Claim.Refused(present);
        });
  }

  /** Of several that try at once, the row's lock lets one in after the other. */
  private boolean takeExpired(Transaction transaction, String jobName, String holder, Duration term)
      throws SQLException {
    String take =
        "update lease set epoch = epoch + 1, holder = ?, expires_at = %s where job = ? and expires_at <= %s"
            .formatted(sql.laterByMillis(), sql.now());
    return transaction.update(take, holder, term.toMillis(), jobName) > 0;
  }

  private static boolean isUnknown(Transaction transaction, String jobName) throws SQLException {
    return transaction.query(LeaseTable::lease, SELECT, jobName).isEmpty();
  }

  @Override
  public void renew(Lease lease, Duration term) {
    String renew =
        "update lease set expires_at = %s where job = ? and epoch = ?"
            .formatted(sql.laterByMillis());
    database.write(
        transaction -> {
          int renewed = transaction.update(renew, term.toMillis(), lease.jobName(), lease.epoch());
          if (renewed == 0) {
            throw LeaseLostException.to(present(transaction, lease.jobName(), ""), lease);
          }
        });
  }

  @Override
  public void release(Lease lease) {
    String release =
        "update lease set expires_at = %s where job = ? and epoch = ?".formatted(sql.now());
    database.write(transaction -> transaction.update(release, lease.jobName(), lease.epoch()));
  }

  /**
   * Checks that this lease was not lost, and keeps others from taking it until the transaction
   * ends.
   *
   * @throws LeaseLostException if it was lost
   */
  static void require(Transaction transaction, Lease lease) throws SQLException {
    Lease present = present(transaction, lease.jobName(), " for update");
    if (present.epoch() != lease.epoch()) {
      throw LeaseLostException.to(present, lease);
    }
  }

  /** The leases that have not expired. */
  List<Lease> held(Transaction transaction) throws SQLException {
    String select = "select job, epoch, holder from lease where expires_at > " + sql.now();
    return transaction.query(LeaseTable::lease, select);
  }

  private static Lease present(Transaction transaction, String jobName, String lock)
      throws SQLException {
    return transaction.query(LeaseTable::lease, SELECT + lock, jobName).stream()
        .findFirst()
        .orElseThrow(
            () -> new LeaseLostException("the lease on job " + jobName + " has been deleted"));
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(row.getString("job"), row.getLong("epoch"), row.getString("holder"));
  }
}
