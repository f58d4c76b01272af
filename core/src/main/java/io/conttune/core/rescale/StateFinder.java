package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import java.util.List;
import java.util.Objects;

/**
 * Port: looks for the state of a job where it is stored, for when the cluster has forgotten the job
 * and with it what it completed.
 */
public interface StateFinder {
  /**
   * The newest complete savepoint or checkpoint of any run of this rescale, what its entry knows
   * included.
   *
   * @throws FlinkUnavailableException if the storage could not be read this time; call again
   */
  SearchResult newest(RescaleEntry entry) throws FlinkUnavailableException;

  /** The result of a search for a job's state. */
  sealed interface SearchResult {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(
        Case<Found, R, X> found, Case<Nothing, R, X> nothing, Case<NotVisible, R, X> notVisible)
        throws X;

    /** This state was found. All places were looked at, and none has a newer one. */
    record Found(CapturedState state) implements SearchResult {
      public Found {
        Objects.requireNonNull(state, "state");
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Found, R, X> found, Case<Nothing, R, X> nothing, Case<NotVisible, R, X> notVisible)
          throws X {
        return found.of(this);
      }
    }

    /** All places were looked at, and nothing is there. */
    record Nothing() implements SearchResult {
      @Override
      public <R, X extends Exception> R match(
          Case<Found, R, X> found, Case<Nothing, R, X> nothing, Case<NotVisible, R, X> notVisible)
          throws X {
        return nothing.of(this);
      }
    }

    /**
     * State may be in these places, which cannot be looked at from here; so whatever is elsewhere
     * need not be the newest.
     */
    record NotVisible(List<String> places) implements SearchResult {
      public NotVisible {
        places = List.copyOf(places);
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Found, R, X> found, Case<Nothing, R, X> nothing, Case<NotVisible, R, X> notVisible)
          throws X {
        return notVisible.of(this);
      }
    }
  }
}
