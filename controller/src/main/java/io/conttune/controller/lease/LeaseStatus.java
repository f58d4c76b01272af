package io.conttune.controller.lease;

import io.conttune.core.Case;
import io.conttune.core.lease.Lease;

/** The right of this controller to a job: it acts alone, acts under a lease, or only looks. */
public sealed interface LeaseStatus {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Alone, R, X> alone, Case<Holding, R, X> holding, Case<StandingBy, R, X> standingBy)
      throws X;

  /** No other controller can have the job's store open. */
  record Alone() implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone, Case<Holding, R, X> holding, Case<StandingBy, R, X> standingBy)
        throws X {
      return alone.of(this);
    }
  }

  /** It acts on the job, under this lease. */
  record Holding(Lease lease) implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone, Case<Holding, R, X> holding, Case<StandingBy, R, X> standingBy)
        throws X {
      return holding.of(this);
    }
  }

  /** It only looks at the job, because another controller has this lease. */
  record StandingBy(Lease other) implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone, Case<Holding, R, X> holding, Case<StandingBy, R, X> standingBy)
        throws X {
      return standingBy.of(this);
    }
  }
}
