package io.conttune.core.rescale;

import java.util.Objects;

/** The progress of a stop-with-savepoint. */
public sealed interface StopProgress {
  /** The savepoint is being taken. */
  record InProgress() implements StopProgress {}

  /** The savepoint is complete. The job may need a moment more to end. */
  record Completed(String savepointPath) implements StopProgress {
    public Completed {
      Objects.requireNonNull(savepointPath, "savepointPath");
    }
  }

  /** There is no savepoint of this operation; whether the job still runs must be looked at. */
  record Failed(String cause) implements StopProgress {
    public Failed {
      Objects.requireNonNull(cause, "cause");
    }
  }
}
