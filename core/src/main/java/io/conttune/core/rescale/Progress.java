package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a rescale is.
 *
 * @param stage where it stands
 * @param direction which parallelism it is bringing up
 * @param attempt counts the launches, or the changes of what a job asks for, from 0
 * @param stageSince when it entered its stage
 * @param notBefore when the next try may be made
 * @param note what happened last, for a person
 * @param claim who may have begun the launch of this attempt, where it cannot be repeated
 */
public record Progress(
    Stage stage,
    Direction direction,
    int attempt,
    Instant stageSince,
    Instant notBefore,
    String note,
    Optional<LaunchClaim> claim) {
  public Progress {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(direction, "direction");
    Require.atLeast("attempt", 0, attempt);
    Objects.requireNonNull(stageSince, "stageSince");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(claim, "claim");
  }

  /** Which parallelism a rescale is bringing up. */
  public enum Direction {
    /** The wanted one. */
    FORWARD,
    /** The former one, after the wanted one did not come up. */
    BACK
  }

  static Progress begin(Instant now) {
    return new Progress(Stage.PLANNED, Direction.FORWARD, 0, now, now, "planned", Optional.empty());
  }

  Progress to(Stage next, Instant now, String what) {
    return new Progress(next, direction, attempt, now, notBefore, what, claim);
  }

  Progress notBefore(Instant earliest) {
    return new Progress(stage, direction, attempt, stageSince, earliest, note, claim);
  }

  Progress claimed(LaunchClaim by) {
    return new Progress(stage, direction, attempt, stageSince, notBefore, note, Optional.of(by));
  }

  Progress backInPlace(Instant now, Instant earliest, String why) {
    return new Progress(
        Stage.REQUESTING, Direction.BACK, attempt + 1, now, earliest, why, Optional.empty());
  }

  Progress back(Instant now, Instant earliest, String why) {
    return new Progress(
        Stage.SUBMITTING, Direction.BACK, attempt + 1, now, earliest, why, Optional.empty());
  }

  Progress backToStop(Instant now, String why) {
    return new Progress(
        Stage.STOPPING, Direction.BACK, attempt + 1, now, now, why, Optional.empty());
  }
}
