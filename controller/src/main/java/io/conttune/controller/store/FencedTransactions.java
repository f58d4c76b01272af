package io.conttune.controller.store;

import io.conttune.core.lease.Lease;
import java.util.function.Supplier;

/**
 * Lets a change commit only while this controller holds the job's lease. The transaction locks the
 * lease's row, so no other controller can take the lease between the check and the commit.
 *
 * @param database holds the lease too
 * @param lease under which each change is made
 */
record FencedTransactions(Transactions database, Supplier<Lease> lease) implements Transactions {
  @Override
  public String place() {
    return database.place();
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  /**
   * As in {@link Transactions}.
   *
   * @throws io.conttune.core.lease.LeaseLostException if the lease was lost; nothing was changed
   */
  @Override
  public <T> T change(Work<T> work) {
    Lease held = lease.get();
    return database.change(
        transaction -> {
          LeaseTable.require(transaction, held);
          return work.in(transaction);
        });
  }
}
