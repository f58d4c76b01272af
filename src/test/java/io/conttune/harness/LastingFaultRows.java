package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import io.conttune.harness.Kill.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Faults that last: for 22 s somebody else answers in the place of Flink, from each stage of a
 * rescale on. When Flink answers again, the rescale must go on as if nothing had been, without one
 * launch more than without the fault; and the log must have told what answered, and since when.
 */
final class LastingFaultRows {
  private static final Duration LONG = Duration.ofSeconds(22);

  /** Still longer than a job may be unknown. */
  private static final Duration SHORT = Duration.ofSeconds(13);

  private static final TrialConfig COMES_UP = TrialConfig.of(Route.COMES_UP);
  private static final TrialConfig REFUSED = TrialConfig.of(Route.REFUSED);
  private static final TrialConfig NOT_UP = TrialConfig.of(Route.NOT_UP);

  /** Where a job that counts as gone, or as not there, would be started a second time. */
  private static final List<Stage> TURNING_POINTS = List.of(Stage.STOPPING, Stage.SUBMITTED);

  private static final List<Stage> OTHER_STAGES =
      List.of(Stage.PLANNED, Stage.STOPPED, Stage.SUBMITTING, Stage.RUNNING);

  /** In these the job is down whatever Flink would answer. */
  private static final Set<Stage> DOWN = Set.of(Stage.STOPPED, Stage.SUBMITTING, Stage.SUBMITTED);

  /** What would say that the controller took the fault for the end of the job. */
  private static final Set<String> NEVER =
      Set.of("job-waiting", "job-ended", "job-ambiguous", "late-launch-found", "internal-error");

  private LastingFaultRows() {}

  /** By a restart of the job with a savepoint. */
  static List<Row> restart() {
    List<Row> rows = new ArrayList<>();
    for (ForeignReply reply : ForeignReply.values()) {
      for (Stage stage : TURNING_POINTS) {
        rows.add(from(COMES_UP, stage, Direction.FORWARD, 2, reply, LONG));
      }
    }
    for (ForeignReply reply : List.of(ForeignReply.NOT_FOUND_404, ForeignReply.UNAVAILABLE_503)) {
      for (Stage stage : OTHER_STAGES) {
        rows.add(from(COMES_UP, stage, Direction.FORWARD, 2, reply, LONG));
      }
    }
    for (ForeignReply reply : List.of(ForeignReply.BAD_GATEWAY_502, ForeignReply.HEALTH_200)) {
      for (Arrival arrival : Arrival.values()) {
        rows.add(from(COMES_UP, KillRows.STOP, 1, arrival, 2, reply, LONG));
        rows.add(from(COMES_UP, KillRows.RUN, 1, arrival, 2, reply, LONG));
      }
    }
    return rows;
  }

  /** On the way back, where a cancel takes the savepoint's place, and where a command launches. */
  static List<Row> otherWays() {
    ForeignReply reply = ForeignReply.NOT_FOUND_404;
    TrialConfig checkpoint = COMES_UP.withRescale("capture", "checkpoint");
    TrialConfig command = COMES_UP.withRescale("launch", "command");
    List<Row> rows = new ArrayList<>();
    for (Stage stage : List.of(Stage.SUBMITTING, Stage.SUBMITTED, Stage.RUNNING)) {
      rows.add(from(REFUSED, stage, Direction.BACK, 2, reply, LONG));
    }
    for (Arrival arrival : Arrival.values()) {
      rows.add(from(REFUSED, KillRows.RUN, 2, arrival, 2, reply, LONG));
      rows.add(from(checkpoint, KillRows.CANCEL, 1, arrival, 2, reply, LONG));
    }
    for (Stage stage : List.of(Stage.STOPPING, Stage.STOPPED)) {
      rows.add(from(checkpoint, stage, Direction.FORWARD, 2, reply, LONG));
    }
    for (Stage stage : List.of(Stage.STOPPING, Stage.SUBMITTING, Stage.SUBMITTED)) {
      rows.add(from(command, stage, Direction.FORWARD, 2, reply, LONG));
    }
    // Last: a launch that does not come up takes every slot until it is ended.
    rows.add(from(NOT_UP, KillRows.CANCEL, 1, Arrival.AFTER, 3, reply, LONG));
    return rows;
  }

  /** By Flink's adaptive scheduler: one run from the begin to the end. */
  static List<Row> inPlace() {
    TrialConfig inPlace = COMES_UP.withRescale("in-place", "always");
    List<Row> rows = new ArrayList<>();
    for (ForeignReply reply : List.of(ForeignReply.NOT_FOUND_404, ForeignReply.LOGIN_200)) {
      for (Stage stage : List.of(Stage.REQUESTING, Stage.REQUESTED, Stage.RUNNING)) {
        rows.add(from(inPlace, stage, Direction.FORWARD, 1, reply, LONG));
      }
      for (Arrival arrival : Arrival.values()) {
        rows.add(from(inPlace, KillRows.REQUIRE, 1, arrival, 1, reply, LONG));
      }
    }
    return rows;
  }

  /** Those that a mistake would meet first. */
  static List<Row> selection() {
    return List.of(
        from(COMES_UP, KillRows.STOP, 1, Arrival.AFTER, 2, ForeignReply.NOT_FOUND_404, SHORT),
        from(COMES_UP, KillRows.RUN, 1, Arrival.AFTER, 2, ForeignReply.BAD_GATEWAY_502, SHORT),
        from(COMES_UP, Stage.SUBMITTED, Direction.FORWARD, 2, ForeignReply.UNAVAILABLE_503, SHORT),
        from(COMES_UP, Stage.RUNNING, Direction.FORWARD, 2, ForeignReply.NOT_FOUND_404, SHORT));
  }

  private static Row from(
      TrialConfig config,
      Stage stage,
      Direction direction,
      int runs,
      ForeignReply reply,
      Duration length) {
    HoldPoint point = new HoldPoint(Moment.AFTER, stage, direction);
    return row(config, new LastingFault.FromStage(point, reply, length), runs)
        .where(
            outcome -> {
              wasTold(outcome, reply, length, runs);
              if (DOWN.contains(stage) && length.equals(LONG)) {
                wasToldDown(outcome, reply);
              }
            });
  }

  private static Row from(
      TrialConfig config,
      CallPattern call,
      int nth,
      Arrival arrival,
      int runs,
      ForeignReply reply,
      Duration length) {
    return row(config, new LastingFault.FromCall(call, nth, arrival, reply, length), runs);
  }

  private static Row row(TrialConfig config, LastingFault fault, int runs) {
    return Row.of(config, fault.toString(), fault)
        .where(outcome -> wasTold(outcome, fault.reply(), fault.length(), runs));
  }

  /**
   * The fault was told when it began, once, and closed.
   *
   * @param runs of the job that there may be in all
   */
  private static void wasTold(
      Trial.Outcome outcome, ForeignReply reply, Duration length, int runs) {
    List<JsonNode> heard = outcome.heard();
    assertThat(outcome.runs()).as("runs of the job").isEqualTo(runs);
    assertThat(of("flink-unreachable", heard))
        .as("the fault was told, once")
        .filteredOn(line -> names(line, reply))
        .hasSize(1);
    Optional<JsonNode> back = heard.stream().filter(line -> line.has("awaySeconds")).findFirst();
    assertThat(back).as("the end of the fault was told").isPresent();
    assertThat(back.get().path("awaySeconds").asDouble())
        .isBetween(length.toSeconds() - 3.0, length.toSeconds() + 30.0);
    assertThat(heard).noneMatch(line -> NEVER.contains(line.path("event").asText()));
  }

  /** A person was told that the job is down, why, and that it is up again. */
  private static void wasToldDown(Trial.Outcome outcome, ForeignReply reply) {
    List<JsonNode> heard = outcome.heard();
    List<JsonNode> down = of("job-down", heard);
    assertThat(down).as("the job was told to be down").isNotEmpty();
    // On a busy machine it may be told before the fault begins, and is not told again at once.
    boolean wasBefore =
        heard.indexOf(down.get(0)) < heard.indexOf(of("flink-unreachable", heard).get(0));
    assertThat(wasBefore || names(down.get(0), reply)).as(down.toString()).isTrue();
    assertThat(down.get(0).path("command").asText()).startsWith("curl ");
    assertThat(of("job-up", heard)).as("the job was told to be up").isNotEmpty();
  }

  private static boolean names(JsonNode line, ForeignReply reply) {
    return line.path("reason").asText().contains(reply.told());
  }

  private static List<JsonNode> of(String event, List<JsonNode> heard) {
    return heard.stream().filter(line -> line.path("event").asText().equals(event)).toList();
  }
}
