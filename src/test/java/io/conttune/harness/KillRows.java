package io.conttune.harness;

import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import io.conttune.harness.Kill.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kill table: where a controller is killed, on which way of which kind of rescale. */
final class KillRows {
  static final CallPattern STOP = new CallPattern("POST", "/jobs/:job/stop");
  static final CallPattern RUN = new CallPattern("POST", "/jars/:jar/run");
  static final CallPattern SUBMIT = new CallPattern("POST", "/jobs");
  static final CallPattern CANCEL = new CallPattern("PATCH", "/jobs/:job");

  static final CallPattern REQUIRE = new CallPattern("PUT", "/jobs/:job/resource-requirements");

  static final List<Stage> FORWARD =
      List.of(
          Stage.PLANNED,
          Stage.STOPPING,
          Stage.STOPPED,
          Stage.SUBMITTING,
          Stage.SUBMITTED,
          Stage.RUNNING,
          Stage.VERIFIED);

  static final List<Stage> BACK =
      List.of(Stage.SUBMITTING, Stage.SUBMITTED, Stage.RUNNING, Stage.ROLLED_BACK);

  private static final List<Stage> IN_PLACE =
      List.of(Stage.PLANNED, Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING, Stage.VERIFIED);

  private KillRows() {}

  private static Row row(TrialConfig config, Kill kill) {
    return Row.of(config, kill.toString(), kill);
  }

  /** Every transition, and between them. */
  static List<Row> savepointAndArguments() {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP);
    TrialConfig refused = TrialConfig.of(Route.REFUSED);
    TrialConfig notUp = TrialConfig.of(Route.NOT_UP);
    List<Row> rows = new ArrayList<>();
    FORWARD.forEach(stage -> transitions(forward, stage, Direction.FORWARD, rows));
    calls(forward, STOP, 1, rows);
    calls(forward, RUN, 1, rows);
    calls(refused, RUN, 1, rows);
    BACK.forEach(stage -> transitions(refused, stage, Direction.BACK, rows));
    calls(refused, RUN, 2, rows);
    transitions(notUp, Stage.ENDING, Direction.FORWARD, rows);
    calls(notUp, CANCEL, 1, rows);
    transitions(notUp, Stage.SUBMITTING, Direction.BACK, rows);
    rows.add(again(forward, FORWARD, List.of()));
    rows.add(again(refused, FORWARD.subList(0, FORWARD.indexOf(Stage.SUBMITTED)), BACK));
    for (long seed = 1; seed <= 3; seed++) {
      rows.add(row(forward, new Kill.AtRandom(seed, 5, Duration.ofSeconds(1))));
    }
    return rows;
  }

  /** Where a cancel takes the place of the savepoint. */
  static List<Row> checkpoint() {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP).withRescale("capture", "checkpoint");
    TrialConfig refused = TrialConfig.of(Route.REFUSED).withRescale("capture", "checkpoint");
    List<Row> rows = new ArrayList<>();
    for (Stage stage : List.of(Stage.STOPPING, Stage.STOPPED, Stage.SUBMITTED)) {
      transitions(forward, stage, Direction.FORWARD, rows);
    }
    calls(forward, CANCEL, 1, rows);
    calls(forward, RUN, 1, rows);
    calls(refused, RUN, 2, rows);
    rows.add(again(forward, FORWARD, List.of()));
    return rows;
  }

  /** Where the run request, and not the arguments, says the parallelism. */
  static List<Row> overrides() {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP).withRescale("launch", "overrides");
    List<Row> rows = new ArrayList<>();
    transitions(forward, Stage.SUBMITTING, Direction.FORWARD, rows);
    calls(forward, STOP, 1, rows);
    calls(forward, RUN, 1, rows);
    return rows;
  }

  /** Where a job graph says the parallelism, which a process builds before the stop. */
  static List<Row> client() {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP).withRescale("launch", "client");
    List<Row> rows = new ArrayList<>();
    transitions(forward, Stage.SUBMITTING, Direction.FORWARD, rows);
    transitions(forward, Stage.SUBMITTED, Direction.FORWARD, rows);
    calls(forward, SUBMIT, 1, rows);
    return rows;
  }

  /** Where Flink's adaptive scheduler is asked for another parallelism of the same run. */
  static List<Row> inPlace() {
    TrialConfig forward = TrialConfig.of(Route.COMES_UP).withRescale("in-place", "always");
    List<Row> rows = new ArrayList<>();
    IN_PLACE.forEach(stage -> transitions(forward, stage, Direction.FORWARD, rows));
    calls(forward, REQUIRE, 1, rows);
    rows.add(again(forward, IN_PLACE, List.of()));
    return rows;
  }

  private static void transitions(
      TrialConfig config, Stage stage, Direction direction, List<Row> rows) {
    for (Moment moment : Moment.values()) {
      HoldPoint point = new HoldPoint(moment, stage, direction);
      rows.add(row(config, new Kill.AtTransitions(List.of(point))));
    }
  }

  private static void calls(TrialConfig config, CallPattern call, int nth, List<Row> rows) {
    for (Arrival arrival : Arrival.values()) {
      rows.add(row(config, new Kill.AtCall(call, nth, arrival)));
    }
  }

  private static Row again(TrialConfig config, List<Stage> forward, List<Stage> back) {
    List<HoldPoint> points =
        Stream.concat(
                forward.stream()
                    .map(stage -> new HoldPoint(Moment.AFTER, stage, Direction.FORWARD)),
                back.stream().map(stage -> new HoldPoint(Moment.AFTER, stage, Direction.BACK)))
            .toList();
    return row(config, new Kill.AtTransitions(points));
  }
}
