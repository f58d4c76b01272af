package io.conttune.controller.loop;

import io.conttune.controller.config.Mode;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.LimitsOf;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The outcome of one step of a job's control loop. */
public sealed interface StepOutcome {
  /** The answer that this visitor has for this kind of outcome. */
  <R> R accept(Visitor<R> visitor);

  /** The decision that was taken, if it tells a person something new. */
  default Optional<DecisionRecord> newDecision() {
    return Optional.empty();
  }

  /** The decision that was taken, also if it repeats the last one; empty if there was none. */
  default Optional<DecisionRecord> decision() {
    return Optional.empty();
  }

  /** Returns whether there was no job to tune, or several. */
  default boolean isWaiting() {
    return false;
  }

  /** Returns whether a rescale is under way. */
  default boolean isRescaling() {
    return false;
  }

  /** The run of the job that this step has shown to be up; empty if it has shown none. */
  default Optional<String> runningJobId() {
    return Optional.empty();
  }

  /** A step that saw the job. */
  sealed interface Sighted extends StepOutcome {
    /** The job as it was seen. */
    JobSnapshot snapshot();

    @Override
    default Optional<String> runningJobId() {
      return snapshot().isUp() ? Optional.of(snapshot().jobId()) : Optional.empty();
    }
  }

  /** One answer for each kind of outcome. */
  interface Visitor<R> {
    R unreachable(Unreachable outcome);

    R waiting(Waiting outcome);

    R changed(Changed outcome);

    R measuring(Measuring outcome);

    R misfit(Misfit outcome);

    R observed(Observed outcome);

    R decided(Decided outcome);

    R lateLaunch(LateLaunch outcome);

    R rescaling(Rescaling outcome);

    R tidied(Tidied outcome);
  }

  /**
   * The cluster did not answer; nothing was changed, the next step tries again.
   *
   * @param rescale the rescale that is under way; empty if none is
   */
  record Unreachable(String message, Optional<RescaleEntry> rescale) implements StepOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unreachable(this);
    }
  }

  /** There is no job to tune, or there are several. */
  record Waiting(JobSighting.NotSeen sighting) implements StepOutcome {
    @Override
    public boolean isWaiting() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.waiting(this);
    }
  }

  /** The job is there, but not as it was left: it is measured anew. */
  record Changed(JobSnapshot snapshot, JobChange change) implements Sighted {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.changed(this);
    }
  }

  /** The job is there, but what was measured does not carry a decision yet. */
  record Measuring(JobSnapshot snapshot, String reason) implements Sighted {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.measuring(this);
    }
  }

  /**
   * The job was measured, but what its YAML says of its operators does not fit it.
   *
   * @param faults one sentence each, with the candidates
   */
  record Misfit(JobSnapshot snapshot, List<String> faults) implements Sighted {
    public Misfit {
      faults = List.copyOf(faults);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.misfit(this);
    }
  }

  /** The job was measured; in mode {@link Mode#OBSERVE} that is all. */
  record Observed(JobSnapshot snapshot, JobMetrics metrics) implements Sighted {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.observed(this);
    }
  }

  /**
   * The tuner decided.
   *
   * @param limits the bounds within which it decided
   * @param news tells a new decision from one that repeats the last
   * @param reaction of a decision that begins the first rescale after a change of the load: the
   *     time since the change
   */
  record Decided(
      JobSnapshot snapshot,
      JobMetrics metrics,
      DecisionRecord record,
      LimitsOf.Fit.Known limits,
      News news,
      Optional<Duration> reaction)
      implements Sighted {
    public Decided {
      Objects.requireNonNull(limits, "limits");
      Objects.requireNonNull(reaction, "reaction");
    }

    @Override
    public Optional<DecisionRecord> decision() {
      return Optional.of(record);
    }

    @Override
    public Optional<DecisionRecord> newDecision() {
      return news == News.NEW ? Optional.of(record) : Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.decided(this);
    }
  }

  /**
   * A launch that a rescale had given up lives beside the job, or in its place.
   *
   * @param jobId the run that it brought up
   * @param rescale the rescale that had launched it
   * @param handling the step that it was: found, to be told before anything is done, or cancelled
   */
  record LateLaunch(String jobId, RescaleEntry rescale, LateLaunchStep handling)
      implements StepOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.lateLaunch(this);
    }
  }

  /**
   * A rescale is under way.
   *
   * @param after equals {@code before} where it only waits
   * @param lasted the time that has passed since it was planned
   */
  record Rescaling(RescaleEntry before, RescaleEntry after, Duration lasted)
      implements StepOutcome {
    @Override
    public boolean isRescaling() {
      return true;
    }

    @Override
    public Optional<String> runningJobId() {
      return switch (after.stage()) {
        case RUNNING, VERIFIED, ROLLED_BACK -> Optional.of(after.launchedJobId());
        case PLANNED,
            STOPPING,
            STOPPED,
            SUBMITTING,
            SUBMITTED,
            REQUESTING,
            REQUESTED,
            ENDING,
            ABANDONED,
            FAILED ->
            Optional.empty();
      };
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rescaling(this);
    }
  }

  /** Nothing was looked at, for a savepoint of an earlier rescale was dealt with. */
  record Tidied(SavepointKeeper.Disposed savepoint) implements StepOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tidied(this);
    }
  }

  /** The two steps in which a late launch is ended. */
  enum LateLaunchStep {
    /** The next step cancels it, if it is still there. */
    FOUND,
    /** It was asked to end. */
    CANCELLED
  }

  /** Tells a decision that is new to a person from one that repeats the last. */
  enum News {
    NEW,
    REPEATED
  }
}
