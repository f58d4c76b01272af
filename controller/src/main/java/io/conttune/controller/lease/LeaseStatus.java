package io.conttune.controller.lease;

import io.conttune.core.lease.Lease;

/** How a controller stands to a job. */
public sealed interface LeaseStatus {
  /** No other controller can have the job's store open. */
  record Alone() implements LeaseStatus {}

  /** It acts on the job, under this lease. */
  record Holding(Lease lease) implements LeaseStatus {}

  /** It only looks, because another one has this lease. */
  record StandingBy(Lease other) implements LeaseStatus {}
}
