package io.conttune.controller.service;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.SoleController;
import io.conttune.controller.loop.JobStores;

/**
 * Where the loop of one job keeps what must outlive it, and its right to.
 *
 * @param stores that refuse what is written without the lease
 * @param lease on the job
 */
public record LeasedStores(JobStores stores, JobLease lease) {
  /** Stores that no other controller can open. */
  public static LeasedStores sole(JobStores stores) {
    return new LeasedStores(stores, new SoleController());
  }
}
