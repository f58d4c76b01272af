package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.Objects;

/** The reply to a change of what a deployment asks for. */
public sealed interface DeploymentReply {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Changed, R, X> changed, Case<Other, R, X> other, Case<Refused, R, X> refused) throws X;

  /** It asks for the wanted parallelism now, or did already. */
  record Changed() implements DeploymentReply {
    @Override
    public <R, X extends Exception> R match(
        Case<Changed, R, X> changed, Case<Other, R, X> other, Case<Refused, R, X> refused)
        throws X {
      return changed.of(this);
    }
  }

  /**
   * Somebody else has changed what it asks for. Nothing was done.
   *
   * @param found what it asks for
   */
  record Other(DeploymentParallelism found) implements DeploymentReply {
    public Other {
      Objects.requireNonNull(found, "found");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Changed, R, X> changed, Case<Other, R, X> other, Case<Refused, R, X> refused)
        throws X {
      return other.of(this);
    }
  }

  /**
   * It was not changed.
   *
   * @param cause for a person, with what would help
   */
  record Refused(String cause) implements DeploymentReply {
    public Refused {
      Require.text("cause", cause);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Changed, R, X> changed, Case<Other, R, X> other, Case<Refused, R, X> refused)
        throws X {
      return refused.of(this);
    }
  }
}
