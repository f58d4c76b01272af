package io.conttune.harness;

import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;

/**
 * A moment at which a controller stands still, to be killed: just before or after a transition is
 * written to the journal.
 *
 * @param moment before or after
 * @param stage that is entered
 * @param direction of the rescale
 */
record HoldPoint(Moment moment, Stage stage, Direction direction) {
  enum Moment {
    BEFORE,
    AFTER
  }

  static HoldPoint parse(String text) {
    String[] parts = text.split(":", -1);
    return new HoldPoint(
        Moment.valueOf(parts[0]), Stage.valueOf(parts[1]), Direction.valueOf(parts[2]));
  }

  String text() {
    return moment + ":" + stage + ":" + direction;
  }

  boolean isNow(Moment now, RescaleEntry entry) {
    return moment == now && stage == entry.stage() && direction == entry.direction();
  }

  @Override
  public String toString() {
    return "%s %s is in the journal%s"
        .formatted(
            moment == Moment.BEFORE ? "before" : "after",
            stage,
            direction == Direction.BACK ? " (way back)" : "");
  }
}
