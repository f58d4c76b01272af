package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The stage that an attempt is in, and when and how it goes on from there. No instant in it decides
 * when that is: a controller waits for the pause from the moment at which it first knew of it.
 *
 * @param stage of the rescale
 * @param since the time at which the stage was entered, for a person
 * @param look the kind of the next look at the cluster: a first one, one more, or one anew
 * @param pauses counts the pauses in this stage, which tells each from the one before
 * @param pause the wait before the next try; zero for none
 * @param note the last thing that happened, in words for a person
 */
public record CurrentStage(
    Stage stage, Instant since, Look look, int pauses, Duration pause, String note) {
  public CurrentStage {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(look, "look");
    Require.atLeast("number of pauses", 0, pauses);
    Objects.requireNonNull(pause, "pause");
    Objects.requireNonNull(note, "note");
  }

  static CurrentStage entered(Stage stage, Instant now, Duration pause, String what) {
    return new CurrentStage(stage, now, Look.FIRST, 0, pause, what);
  }

  CurrentStage looking(Look next) {
    return new CurrentStage(stage, since, next, pauses, pause, note);
  }

  CurrentStage lookingAfter(Duration nextPause, Look next) {
    return new CurrentStage(stage, since, next, pauses + 1, nextPause, note);
  }
}
