package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The service ends in the middle of a rescale: its supervisor stops it in each stage, or it dies
 * because its jar was replaced.
 */
final class TerminationRows {
  private static final TrialConfig COMES_UP = TrialConfig.of(Route.COMES_UP);
  private static final TrialConfig REFUSED = TrialConfig.of(Route.REFUSED);
  private static final TrialConfig NOT_UP = TrialConfig.of(Route.NOT_UP);

  private TerminationRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Stage stage : KillRows.FORWARD) {
      rows.add(row(COMES_UP, stage, Direction.FORWARD, Optional.empty(), 2));
    }
    for (Stage stage : KillRows.BACK) {
      rows.add(row(REFUSED, stage, Direction.BACK, Optional.empty(), 2));
    }
    TrialConfig checkpoint = COMES_UP.withRescale("capture", "checkpoint");
    for (Stage stage : List.of(Stage.STOPPING, Stage.STOPPED)) {
      rows.add(row(checkpoint, stage, Direction.FORWARD, Optional.empty(), 2));
    }
    TrialConfig command = COMES_UP.withRescale("launch", "command");
    for (Stage stage : List.of(Stage.SUBMITTING, Stage.SUBMITTED)) {
      rows.add(row(command, stage, Direction.FORWARD, Optional.empty(), 2));
    }
    for (Stage stage : List.of(Stage.STOPPING, Stage.STOPPED, Stage.SUBMITTING, Stage.SUBMITTED)) {
      rows.add(
          row(COMES_UP, stage, Direction.FORWARD, Optional.of(ForeignReply.UNAVAILABLE_503), 2));
    }
    for (Stage stage : List.of(Stage.STOPPING, Stage.STOPPED)) {
      rows.add(replaced(stage));
    }
    rows.add(unread());
    rows.add(row(NOT_UP, Stage.ENDING, Direction.FORWARD, Optional.empty(), 3));
    return rows;
  }

  /** The one that a mistake would meet first. */
  static List<Row> selection() {
    return List.of(row(COMES_UP, Stage.SUBMITTING, Direction.FORWARD, Optional.empty(), 2));
  }

  private static Row replaced(Stage stage) {
    ReplacedProgram replaced =
        new ReplacedProgram(new HoldPoint(Moment.AFTER, stage, Direction.FORWARD));
    return Row.of(COMES_UP, replaced.toString(), replaced)
        .where(outcome -> assertThat(outcome.runs()).as("runs of the job").isEqualTo(2));
  }

  private static Row unread() {
    UnreadLog unread = new UnreadLog();
    return Row.of(COMES_UP, unread.toString(), unread)
        .where(outcome -> assertThat(outcome.runs()).as("runs of the job").isEqualTo(2));
  }

  private static Row row(
      TrialConfig config,
      Stage stage,
      Direction direction,
      Optional<ForeignReply> outage,
      int runs) {
    HoldPoint point = new HoldPoint(Moment.AFTER, stage, direction);
    Termination termination = new Termination(point, outage);
    return Row.of(config, termination.toString(), termination)
        .where(outcome -> assertThat(outcome.runs()).as("runs of the job").isEqualTo(runs));
  }
}
