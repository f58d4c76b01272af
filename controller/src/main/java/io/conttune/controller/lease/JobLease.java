package io.conttune.controller.lease;

/**
 * This controller's right to act on one job. The job's loop claims it between its steps, and only
 * there: a right that is lost within a step is not had again before the next one, which begins
 * without anything that the lost one has seen.
 */
public interface JobLease {
  /**
   * How this controller stands to the job from now on; takes the lease if it can be had.
   *
   * @throws io.conttune.core.StoreUnavailableException if that cannot be told
   */
  LeaseStatus claim();

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

  /** Leaves the job to another controller at once. */
  void release();
}
