package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt of a rescale to bring a parallelism up: a launch, or a change of what the job asks
 * its scheduler for.
 *
 * @param number counts the attempts of the rescale, from 0
 * @param direction to the wanted parallelism, or back to the former
 * @param current the stage that it is in
 * @param state the savepoint or checkpoint that its launch starts from; empty while it is not known
 * @param completed the newest state that its job was seen to complete: should the cluster forget
 *     the job, it may be known nowhere else
 * @param runningSince the time at which its job entered RUNNING, by Flink's clock; known from
 *     {@link Stage#RUNNING} on, and in place from {@link Stage#REQUESTING} on
 * @param claim the controller that may have begun its launch; only for a launch that cannot be
 *     repeated
 * @param setback the reason for which the attempt before was given up, for a person; empty in the
 *     first attempt
 */
public record Attempt(
    int number,
    Direction direction,
    CurrentStage current,
    Optional<CapturedState> state,
    Optional<CapturedState> completed,
    Optional<Instant> runningSince,
    Optional<LaunchClaim> claim,
    Optional<String> setback) {
  public Attempt {
    Require.atLeast("number of the attempt", 0, number);
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(current, "current");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(completed, "completed");
    Objects.requireNonNull(runningSince, "runningSince");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(setback, "setback");
  }

  /** The parallelism that an attempt brings up: the wanted or the former one. */
  public enum Direction {
    /** The wanted one. */
    FORWARD,
    /** The former one, after the wanted one did not come up. */
    BACK
  }

  static Attempt first(Instant now) {
    return new Attempt(
        0,
        Direction.FORWARD,
        CurrentStage.entered(Stage.PLANNED, now, Duration.ZERO, "planned"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Attempt to(Stage next, Instant now, String what) {
    return with(CurrentStage.entered(next, now, Duration.ZERO, what));
  }

  /** The same attempt in the same stage, whose next look at the cluster counts for this. */
  public Attempt looking(Look look) {
    return with(current.looking(look));
  }

  /** The same attempt in the same stage, which looks at the cluster next after this pause. */
  public Attempt lookingAfter(Duration pause, Look look) {
    return with(current.lookingAfter(pause, look));
  }

  private Attempt with(CurrentStage other) {
    return new Attempt(number, direction, other, state, completed, runningSince, claim, setback);
  }

  /** The same attempt, whose launch is, or was, begun by this claimant. */
  public Attempt claimed(LaunchClaim by) {
    return new Attempt(
        number, direction, current, state, completed, runningSince, Optional.of(by), setback);
  }

  /** The same attempt, to be launched from this state; of one place, what is known of it stays. */
  public Attempt from(CapturedState newest) {
    return state.filter(newest::isSameAs).isPresent()
        ? this
        : new Attempt(
            number,
            direction,
            current,
            Optional.of(newest),
            completed,
            runningSince,
            claim,
            setback);
  }

  /** The same attempt, whose job was seen to complete this. */
  public Attempt completed(CapturedState newest) {
    return new Attempt(
        number, direction, current, state, Optional.of(newest), runningSince, claim, setback);
  }

  /** The same attempt, whose job entered RUNNING at this time of Flink's clock. */
  public Attempt runningSince(Instant flinkTime) {
    return new Attempt(
        number, direction, current, state, completed, Optional.of(flinkTime), claim, setback);
  }

  /** The next attempt: it launches the former parallelism from the state of this one. */
  Attempt back(Instant now, Duration pause, String why) {
    return next(Stage.SUBMITTING, now, pause, why, state, Optional.empty());
  }

  /** The next attempt: it stops the job that is replaced once more, and takes its state anew. */
  Attempt backToStop(Instant now, String why) {
    return next(Stage.STOPPING, now, Duration.ZERO, why, Optional.empty(), Optional.empty());
  }

  /** The next attempt: the running job asks for its former parallelism. */
  Attempt backInPlace(Instant now, Duration pause, String why) {
    return next(Stage.REQUESTING, now, pause, why, state, runningSince);
  }

  private Attempt next(
      Stage stage,
      Instant now,
      Duration pause,
      String why,
      Optional<CapturedState> startsFrom,
      Optional<Instant> knownToRunSince) {
    return new Attempt(
        number + 1,
        Direction.BACK,
        CurrentStage.entered(stage, now, pause, why),
        startsFrom,
        Optional.empty(),
        knownToRunSince,
        Optional.empty(),
        Optional.of(why));
  }
}
