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
 * server's {@code clock_timestamp()} measures every term; no controller's clock counts.
 */
final class LeaseTable implements LeaseStore {
  private static final String SELECT = "select job, epoch, holder from lease where job = ?";

  /** The present by the server's clock. */
  static final String NOW = "clock_timestamp()";

  /** The end of a term that begins now; its parameter is the term, in milliseconds. */
  static final String TERM = NOW + " + ? * interval '1 millisecond'";

  private final Transactions database;

  LeaseTable(Transactions database) {
    this.database = database;
  }

  @Override
  public Claim take(String jobName, String holder, Duration term) {
    String take =
        "insert into lease (job, epoch, holder, expires_at) values (?, 1, ?, "
            + TERM
            + ") on conflict (job) do update set epoch = lease.epoch + 1,"
            + " holder = excluded.holder, expires_at = excluded.expires_at"
            + " where lease.expires_at <= "
            + NOW
            + " returning job, epoch, holder";
    return database.change(
        transaction -> {
          List<Lease> taken =
              transaction.query(LeaseTable::lease, take, jobName, holder, term.toMillis());
          return taken.isEmpty()
              ? new Claim.Refused(present(transaction, jobName, ""))
              : new Claim.Granted(taken.get(0));
        });
  }

  @Override
  public void renew(Lease lease, Duration term) {
    String renew = "update lease set expires_at = " + TERM + " where job = ? and epoch = ?";
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
    String release = "update lease set expires_at = " + NOW + " where job = ? and epoch = ?";
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
  static List<Lease> held(Transaction transaction) throws SQLException {
    String select = "select job, epoch, holder from lease where expires_at > " + NOW;
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
