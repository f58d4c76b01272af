package io.conttune.core.lease;

import io.conttune.core.Case;
import java.util.Objects;

/** The answer to a controller that asked for a lease: granted or refused. */
public sealed interface Claim {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Granted, R, X> granted, Case<Refused, R, X> refused)
      throws X;

  /** The asker holds the lease for the term that it asked for. */
  record Granted(Lease lease) implements Claim {
    public Granted {
      Objects.requireNonNull(lease, "lease");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Granted, R, X> granted, Case<Refused, R, X> refused) throws X {
      return granted.of(this);
    }
  }

  /** Another controller holds the lease. */
  record Refused(Lease other) implements Claim {
    public Refused {
      Objects.requireNonNull(other, "other");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Granted, R, X> granted, Case<Refused, R, X> refused) throws X {
      return refused.of(this);
    }
  }
}
