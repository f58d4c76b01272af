package io.conttune.controller.loop;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.time.Begin;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The time in which a job does not do its work, as far as its control loop knows. */
public sealed interface JobOutage {
  /** Its begin: of a rescale, the moment at which it was planned, just before the stop. */
  Begin begin();

  /** The time after which it lasts longer than expected. */
  Duration expected();

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<ByRescale, R, X> byRescale, Case<ByItself, R, X> byItself)
      throws X;

  /** Its begin by the controller's time of day, for a person. */
  default Instant since() {
    return begin().at();
  }

  /** How long it lasts already. */
  default Duration length() {
    return begin().age();
  }

  /** True if it lasts longer than expected. */
  default boolean isOverdue() {
    return length().compareTo(expected()) > 0;
  }

  /**
   * A rescale of this controller has stopped the job and has not brought it up yet.
   *
   * @param entry the rescale as the journal has it
   * @param obstacle the reason for which the cluster could not be asked last; empty if it answered
   */
  record ByRescale(RescaleEntry entry, Begin begin, Duration expected, Optional<String> obstacle)
      implements JobOutage {
    public ByRescale {
      Objects.requireNonNull(entry, "entry");
      Objects.requireNonNull(begin, "begin");
      Objects.requireNonNull(expected, "expected");
      Objects.requireNonNull(obstacle, "obstacle");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ByRescale, R, X> byRescale, Case<ByItself, R, X> byItself) throws X {
      return byRescale.of(this);
    }
  }

  /**
   * The job failed, restarts, or is gone from the cluster, without a rescale of this controller.
   *
   * @param jobId the run that was seen last
   * @param state of that run
   * @param reason one sentence for a person
   */
  record ByItself(String jobId, RunState state, Begin begin, Duration expected, String reason)
      implements JobOutage {
    public ByItself {
      Require.text("job id", jobId);
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(begin, "begin");
      Objects.requireNonNull(expected, "expected");
      Require.text("reason", reason);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ByRescale, R, X> byRescale, Case<ByItself, R, X> byItself) throws X {
      return byItself.of(this);
    }
  }

  /** The state of a run that does not do its work. */
  enum RunState {
    /** Flink brings it up again, unless something is missing. */
    RESTARTING,
    /** It has ended, and Flink still shows it. */
    FAILED,
    /** The cluster does not know it any more. */
    FORGOTTEN
  }
}
