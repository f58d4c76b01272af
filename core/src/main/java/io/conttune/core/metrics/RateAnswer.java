package io.conttune.core.metrics;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.Objects;

/** The answer to the question for the rate of a source. */
public sealed interface RateAnswer {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Told, R, X> told, Case<Missing, R, X> missing) throws X;

  /** The rate as it is now. */
  record Told(ArrivalRate rate) implements RateAnswer {
    public Told {
      Objects.requireNonNull(rate, "rate");
    }

    @Override
    public <R, X extends Exception> R match(Case<Told, R, X> told, Case<Missing, R, X> missing)
        throws X {
      return told.of(this);
    }
  }

  /** No rate; the reason is for a person and names who was asked. */
  record Missing(String reason) implements RateAnswer {
    public Missing {
      Require.text("reason", reason);
    }

    @Override
    public <R, X extends Exception> R match(Case<Told, R, X> told, Case<Missing, R, X> missing)
        throws X {
      return missing.of(this);
    }
  }
}
