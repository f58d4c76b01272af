package io.conttune.core.rescale;

import java.time.Instant;
import java.util.Objects;

/**
 * The stage that an attempt is in, and when and how it goes on from there.
 *
 * @param stage of the rescale
 * @param since when the stage was entered
 * @param look what the next look at the cluster counts for
 * @param notBefore when the next try may be made
 * @param note what happened last, for a person
 */
public record CurrentStage(Stage stage, Instant since, Look look, Instant notBefore, String note) {
  public CurrentStage {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(look, "look");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(note, "note");
  }

  static CurrentStage entered(Stage stage, Instant now, Instant notBefore, String what) {
    return new CurrentStage(stage, now, Look.FIRST, notBefore, what);
  }

  CurrentStage looking(Look next, Instant earliest) {
    return new CurrentStage(stage, since, next, earliest, note);
  }
}
