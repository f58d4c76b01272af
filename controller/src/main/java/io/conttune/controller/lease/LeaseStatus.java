package io.conttune.controller.lease;

import io.conttune.core.Case;
import io.conttune.core.lease.Lease;
import java.util.Optional;

/** The right of this controller to a job: it acts alone, acts under a lease, or only looks. */
public sealed interface LeaseStatus {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Alone, R, X> alone,
      Case<Holding, R, X> holding,
      Case<HandedOver, R, X> handedOver,
      Case<StandingBy, R, X> standingBy)
      throws X;

  /** No other controller can have the job's store open. */
  record Alone() implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone,
        Case<Holding, R, X> holding,
        Case<HandedOver, R, X> handedOver,
        Case<StandingBy, R, X> standingBy)
        throws X {
      return alone.of(this);
    }
  }

  /** It acts on the job, under this lease. */
  record Holding(Lease lease) implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone,
        Case<Holding, R, X> holding,
        Case<HandedOver, R, X> handedOver,
        Case<StandingBy, R, X> standingBy)
        throws X {
      return holding.of(this);
    }
  }

  /** It has just left the job to the others, among which it had more than its share. */
  record HandedOver(Lease left) implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone,
        Case<Holding, R, X> holding,
        Case<HandedOver, R, X> handedOver,
        Case<StandingBy, R, X> standingBy)
        throws X {
      return handedOver.of(this);
    }
  }

  /**
   * It only looks at the job, because another controller has the lease or is about to take it.
   *
   * @param other the lease of another controller; empty if none has it yet, as far as is known
   */
  record StandingBy(Optional<Lease> other) implements LeaseStatus {
    @Override
    public <R, X extends Exception> R match(
        Case<Alone, R, X> alone,
        Case<Holding, R, X> holding,
        Case<HandedOver, R, X> handedOver,
        Case<StandingBy, R, X> standingBy)
        throws X {
      return standingBy.of(this);
    }
  }
}
