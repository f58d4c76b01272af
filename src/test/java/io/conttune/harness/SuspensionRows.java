package io.conttune.harness;

import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The places where the holder of a lease is suspended. */
final class SuspensionRows {
  /** The plan is written by the harness, not under a lease. */
  private static final List<Stage> FORWARD =
      KillRows.FORWARD.stream().filter(stage -> stage != Stage.PLANNED).toList();

  private SuspensionRows() {}

  /**
   * Every transition, and every act.
   *
   * @param store that is shared, as the service's file has it
   */
  static List<Row> all(String store) {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP).in(store);
    TrialConfig checkpoint = forward.withRescale("capture", "checkpoint");
    TrialConfig refused = TrialConfig.of(Route.REFUSED).in(store);
    TrialConfig notUp = TrialConfig.of(Route.NOT_UP).in(store);
    List<Row> rows = new ArrayList<>();
    transitions(forward, FORWARD, Direction.FORWARD).forEach(rows::add);
    transitions(refused, KillRows.BACK, Direction.BACK).forEach(rows::add);
    rows.add(row(forward, new Suspension.AtCall(KillRows.STOP, 1)));
    rows.add(row(forward, new Suspension.AtCall(KillRows.RUN, 1)));
    rows.add(row(checkpoint, new Suspension.AtCall(KillRows.CANCEL, 1)));
    rows.add(row(refused, new Suspension.AtCall(KillRows.RUN, 2)));
    // Last: a launch that does not come up takes every slot until it is ended.
    transitions(notUp, List.of(Stage.ENDING), Direction.FORWARD).forEach(rows::add);
    rows.add(row(notUp, new Suspension.AtCall(KillRows.CANCEL, 1)));
    return rows;
  }

  private static Stream<Row> transitions(
      TrialConfig config, List<Stage> stages, Direction direction) {
    return stages.stream()
        .flatMap(
            stage ->
                Stream.of(Moment.values()).map(moment -> new HoldPoint(moment, stage, direction)))
        .map(point -> row(config, new Suspension.AtTransition(point)));
  }

  private static Row row(TrialConfig config, Suspension suspension) {
    return Row.of(config, suspension.toString(), suspension);
  }
}
