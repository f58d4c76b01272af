package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a rescale is.
 *
 * @param stage where it stands
 * @param direction which parallelism it is bringing up
 * @param attempt counts the launches, or the changes of what a job asks for, from 0
 * @param stageSince when it entered its stage
 * @param notBefore when the next try may be made
 * @param note what happened last, for a person
 */
public record Progress(
    Stage stage,
    Direction direction,
    int attempt,
    Instant stageSince,
    Instant notBefore,
    String note) {
  public Progress {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(direction, "direction");
    Require.atLeast("attempt", 0, attempt);
    Objects.requireNonNull(stageSince, "stageSince");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(note, "note");
  }

  /** Which parallelism a rescale is bringing up. */
  public enum Direction {
    /** The wanted one. */
    FORWARD,
    /** The former one, after the wanted one did not come up. */
    BACK
  }

  static Progress begin(Instant now) {
    return new Progress(Stage.PLANNED, Direction.FORWARD, 0, now, now, "planned");
  }

  Progress to(Stage next, Instant now, String what) {
    return new Progress(next, direction, attempt, now, notBefore, what);
  }

  Progress notBefore(Instant earliest) {
    return new Progress(stage, direction, attempt, stageSince, earliest, note);
  }

  Progress backInPlace(Instant now, Instant earliest, String why) {
    return new Progress(Stage.REQUESTING, Direction.BACK, attempt + 1, now, earliest, why);
  }

  Progress back(Instant now, Instant earliest, String why) {
    return new Progress(Stage.SUBMITTING, Direction.BACK, attempt + 1, now, earliest, why);
  }
}
