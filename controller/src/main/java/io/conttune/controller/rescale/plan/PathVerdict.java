package io.conttune.controller.rescale.plan;

import io.conttune.core.Case;
import java.util.Objects;

/** The answer to whether a job can be rescaled on one path, and its reason. */
public sealed interface PathVerdict {
  /** The path. */
  RescalePath path();

  /** Why, in one sentence without its full stop; of a closed path also what would open it. */
  String reason();

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Open, R, X> open, Case<Closed, R, X> closed) throws X;

  /** The job can be rescaled so. */
  record Open(RescalePath path, String reason) implements PathVerdict {
    public Open {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R, X extends Exception> R match(Case<Open, R, X> open, Case<Closed, R, X> closed)
        throws X {
      return open.of(this);
    }
  }

  /** It cannot. */
  record Closed(RescalePath path, String reason) implements PathVerdict {
    public Closed {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R, X extends Exception> R match(Case<Open, R, X> open, Case<Closed, R, X> closed)
        throws X {
      return closed.of(this);
    }
  }
}
