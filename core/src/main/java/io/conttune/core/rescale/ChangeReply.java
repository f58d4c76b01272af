package io.conttune.core.rescale;

import io.conttune.core.Case;
import java.util.Objects;

/** The scheduler's answer to a job that asks for another parallelism. */
public sealed interface ChangeReply {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Accepted, R, X> accepted, Case<Refused, R, X> refused)
      throws X;

  /** It will see to it. */
  record Accepted() implements ChangeReply {
    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted, Case<Refused, R, X> refused) throws X {
      return accepted.of(this);
    }
  }

  /** Nothing was changed, for this reason. */
  record Refused(String cause) implements ChangeReply {
    public Refused {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted, Case<Refused, R, X> refused) throws X {
      return refused.of(this);
    }
  }
}
