package io.conttune.collector;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.metrics.JobMetrics;
import java.util.Objects;

/** The result of a window of polls: metrics to decide upon, or the reason why there are none. */
public sealed interface WindowResult {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Ready, R, X> ready, Case<NotReady, R, X> notReady) throws X;

  /** The window is full and its metrics can be decided upon. */
  record Ready(JobMetrics metrics) implements WindowResult {
    public Ready {
      Objects.requireNonNull(metrics, "metrics");
    }

    @Override
    public <R, X extends Exception> R match(Case<Ready, R, X> ready, Case<NotReady, R, X> notReady)
        throws X {
      return ready.of(this);
    }
  }

  /**
   * There are no metrics to decide upon.
   *
   * @param reason for a person: which vertex or metric, and what helps
   */
  record NotReady(NotReadyCause cause, String reason) implements WindowResult {
    public NotReady {
      Objects.requireNonNull(cause, "cause");
      Require.text("reason", reason);
    }

    @Override
    public <R, X extends Exception> R match(Case<Ready, R, X> ready, Case<NotReady, R, X> notReady)
        throws X {
      return notReady.of(this);
    }
  }
}
