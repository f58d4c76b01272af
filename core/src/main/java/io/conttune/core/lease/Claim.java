package io.conttune.core.lease;

import java.util.Objects;

/** The answer to a controller that asked for a lease: granted or refused. */
public sealed interface Claim {
  /** The asker holds the lease for the term that it asked for. */
  record Granted(Lease lease) implements Claim {
    public Granted {
      Objects.requireNonNull(lease, "lease");
    }
  }

  /** Another controller holds the lease. */
  record Refused(Lease other) implements Claim {
    public Refused {
      Objects.requireNonNull(other, "other");
    }
  }
}
