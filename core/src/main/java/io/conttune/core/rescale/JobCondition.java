package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The condition of one run of a job, as the cluster tells it. */
public sealed interface JobCondition {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Absent, R, X> absent, Case<Present, R, X> present) throws X;

  /** Whether the cluster knows the run and it has not ended. */
  default boolean isAlive() {
    return match(absent -> false, present -> !present.state().isTerminal());
  }

  /** The cluster knows no job of this id. */
  record Absent() implements JobCondition {
    @Override
    public <R, X extends Exception> R match(Case<Absent, R, X> absent, Case<Present, R, X> present)
        throws X {
      return absent.of(this);
    }
  }

  /**
   * The cluster knows it.
   *
   * @param state of the job
   * @param subtasks whether all of them do their work
   * @param parallelism read back, of every vertex
   * @param runningSince the time at which it last entered RUNNING, by Flink's clock; empty if it
   *     never did
   * @param endedAt the time at which it reached its end state, by Flink's clock; empty while it has
   *     not, and while Flink answers out of a cache that does not show it yet
   * @param newestCheckpoint path of its newest completed checkpoint that was not discarded
   * @param stopSavepoint path of the savepoint with which it was stopped; empty if it completed a
   *     checkpoint after it
   * @param restoredFrom the state that it was last restored from, by its launch or after a failure;
   *     empty if it has completed a checkpoint since
   * @param now the time by Flink's clock at which it answered; empty if it does not tell
   */
  record Present(
      JobState state,
      Subtasks subtasks,
      Map<OperatorId, Integer> parallelism,
      Optional<Instant> runningSince,
      Optional<Instant> endedAt,
      Optional<String> newestCheckpoint,
      Optional<String> stopSavepoint,
      Optional<CapturedState> restoredFrom,
      Optional<Instant> now)
      implements JobCondition {
    public Present {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(subtasks, "subtasks");
      parallelism = Map.copyOf(parallelism);
      Objects.requireNonNull(runningSince, "runningSince");
      Objects.requireNonNull(endedAt, "endedAt");
      Objects.requireNonNull(newestCheckpoint, "newestCheckpoint");
      Objects.requireNonNull(stopSavepoint, "stopSavepoint");
      Objects.requireNonNull(restoredFrom, "restoredFrom");
      Objects.requireNonNull(now, "now");
    }

    /**
     * The newest state of it. After the failover of a JobManager only what it was restored from is
     * known.
     */
    public Optional<CapturedState> newestState() {
      return completedState().or(() -> restoredFrom);
    }

    /** The newest state that it has completed by itself, as far as its JobManager knows. */
    public Optional<CapturedState> completedState() {
      return stopSavepoint
          .map(CapturedState::foundSavepoint)
          .or(() -> newestCheckpoint.map(CapturedState::checkpoint));
    }

    @Override
    public <R, X extends Exception> R match(Case<Absent, R, X> absent, Case<Present, R, X> present)
        throws X {
      return present.of(this);
    }
  }

  /** The state of a job's subtasks, taken together. */
  enum Subtasks {
    /** Every vertex is RUNNING or FINISHED. */
    ALL_UP,
    /** Some are not up yet, or no longer. */
    NOT_ALL_UP
  }
}
