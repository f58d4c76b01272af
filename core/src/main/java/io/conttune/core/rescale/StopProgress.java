package io.conttune.core.rescale;

import io.conttune.core.Case;
import java.util.Objects;

/** The progress of a stop-with-savepoint. */
public sealed interface StopProgress {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<InProgress, R, X> inProgress, Case<Completed, R, X> completed, Case<Failed, R, X> failed)
      throws X;

  /** The savepoint is being taken. */
  record InProgress() implements StopProgress {
    @Override
    public <R, X extends Exception> R match(
        Case<InProgress, R, X> inProgress,
        Case<Completed, R, X> completed,
        Case<Failed, R, X> failed)
        throws X {
      return inProgress.of(this);
    }
  }

  /** The savepoint is complete. The job may need a moment more to end. */
  record Completed(String savepointPath) implements StopProgress {
    public Completed {
      Objects.requireNonNull(savepointPath, "savepointPath");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<InProgress, R, X> inProgress,
        Case<Completed, R, X> completed,
        Case<Failed, R, X> failed)
        throws X {
      return completed.of(this);
    }
  }

  /** There is no savepoint of this operation; whether the job still runs must be looked at. */
  record Failed(String cause) implements StopProgress {
    public Failed {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<InProgress, R, X> inProgress,
        Case<Completed, R, X> completed,
        Case<Failed, R, X> failed)
        throws X {
      return failed.of(this);
    }
  }
}
