package io.conttune.controller.lease;

import java.util.function.BooleanSupplier;

/**
 * This controller's right to act on one job. The job's loop claims it between its steps, and only
 * there: a right that is lost within a step is not had again before the next one, which begins
 * without anything that the lost one has seen.
 */
public interface JobLease {
  /**
   * How this controller stands to the job from now on. Takes the lease if it is this controller's
   * to take and can be had, and leaves it to others if that is asked of it.
   *
   * @param isBusy whether a rescale of the job is under way, with which the lease is not left
   * @throws io.conttune.core.StoreUnavailableException if that cannot be told
   */
  LeaseStatus claim(BooleanSupplier isBusy);

  /**
   * Keeps what is held for another term; at any time, by any thread.
   *
   * @throws io.conttune.core.lease.LeaseLostException if it was lost
   * @throws io.conttune.core.StoreUnavailableException if that cannot be told
   */
  void renew();

  /**
   * Must be called before whatever changes the cluster: returns if the lease is held for a whole
   * term from now on.
   *
   * @throws io.conttune.core.lease.LeaseLostException if it was lost
   * @throws io.conttune.core.StoreUnavailableException if that cannot be told
   */
  void confirm();

  /**
   * How many controllers stand by on the job while one acts, this one among them, as far as is
   * known; at least 1.
   */
  int standbys();

  /** Leaves the job to another controller at once. */
  void release();
}
