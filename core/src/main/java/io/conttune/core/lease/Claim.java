package io.conttune.core.lease;

import java.util.Objects;

/** What came of the wish for a lease. */
public sealed interface Claim {
  /** It is the asker's, for the term that was asked for. */
  record Granted(Lease lease) implements Claim {
    public Granted {
      Objects.requireNonNull(lease, "lease");
    }
  }

  /** Somebody else has it. */
  record Refused(Lease other) implements Claim {
    public Refused {
      Objects.requireNonNull(other, "other");
    }
  }
}
