package io.conttune.collector;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.WholePeriods;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The result of a window of polls: metrics to decide upon, or the reason why there are none. */
public sealed interface WindowResult {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Ready, R, X> ready, Case<NotReady, R, X> notReady) throws X;

  /**
   * The window is long enough and its metrics can be decided upon.
   *
   * @param metrics of the whole window
   * @param pieces the same run in successive pieces, oldest first, at least one; the oldest may lie
   *     before the window
   * @param wholePeriods the same run over two whole periods of its bursts, where the window does
   *     not hold them; empty if they are not known, or there are none
   */
  record Ready(JobMetrics metrics, List<JobMetrics> pieces, Optional<WholePeriods> wholePeriods)
      implements WindowResult {
    public Ready {
      Objects.requireNonNull(metrics, "metrics");
      pieces = List.copyOf(pieces);
      Objects.requireNonNull(wholePeriods, "wholePeriods");
      Require.atLeast("number of pieces", 1, pieces.size());
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
