package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.SoleController;
import io.conttune.controller.loop.JobStores;

/**
 * The stores of one job, and the lease without which they refuse to be written.
 *
 * @param stores the job's part of the store
 * @param lease the right to act on the job
 */
public record LeasedStores(JobStores stores, JobLease lease) {
  /** Stores that no other controller can open. */
  public static LeasedStores sole(JobStores stores) {
    return new LeasedStores(stores, new SoleController());
  }
}
