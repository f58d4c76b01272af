package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import java.util.Objects;
import java.util.Optional;

/** Port: has a cluster dispose of savepoints. */
public interface SavepointDisposer {
  /**
   * Asks for a savepoint to be disposed of, or, if this was asked before, how far it is. Whoever
   * calls it must be sure that it is a savepoint: a cluster disposes of a checkpoint as well.
   *
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  Disposal dispose(String path) throws FlinkUnavailableException;

  /**
   * The savepoint or checkpoint from which a run was last restored; empty if it began without one.
   *
   * @throws FlinkUnavailableException if that cannot be told
   */
  Optional<String> restoredFrom(String jobId) throws FlinkUnavailableException;

  /** The progress of a disposal. */
  sealed interface Disposal {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(
        Case<InProgress, R, X> inProgress, Case<Gone, R, X> gone, Case<Failed, R, X> failed)
        throws X;

    /** The cluster is at it; ask again. */
    record InProgress() implements Disposal {
      @Override
      public <R, X extends Exception> R match(
          Case<InProgress, R, X> inProgress, Case<Gone, R, X> gone, Case<Failed, R, X> failed)
          throws X {
        return inProgress.of(this);
      }
    }

    /** There is no such savepoint any more, by this call or since before it. */
    record Gone() implements Disposal {
      @Override
      public <R, X extends Exception> R match(
          Case<InProgress, R, X> inProgress, Case<Gone, R, X> gone, Case<Failed, R, X> failed)
          throws X {
        return gone.of(this);
      }
    }

    /** It could not be disposed of, or not wholly; the next call tries again. */
    record Failed(String cause) implements Disposal {
      public Failed {
        Objects.requireNonNull(cause, "cause");
      }

      @Override
      public <R, X extends Exception> R match(
          Case<InProgress, R, X> inProgress, Case<Gone, R, X> gone, Case<Failed, R, X> failed)
          throws X {
        return failed.of(this);
      }
    }
  }
}
