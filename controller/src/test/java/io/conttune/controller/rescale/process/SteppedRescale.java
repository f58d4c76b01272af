package io.conttune.controller.rescale.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/**
 * A rescale of a count from 2 to 6 subtasks on a fake cluster, step by step, by a settable clock.
 */
abstract class SteppedRescale {
  static final OperatorId COUNT = new OperatorId("count");
  static final String OLD_JOB = "0".repeat(32);
  static final Duration STEP = Duration.ofMillis(500);

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeStateFinder storage = new FakeStateFinder();
  final FakeCluster cluster =
      new FakeCluster(launch -> Map.of(COUNT, Integer.parseInt(launch.arguments().get(0))));
  final RescaleProcess process = new RescaleProcess(cluster, cluster, storage, clock);
  RescaleEntry entry;

  /**
   * Of a job with such checkpoints.
   *
   * @param checkpoints what becomes of them when a run is cancelled
   */
  SteppedRescale(Checkpoints checkpoints) {
    this(checkpoints, Replay.HIDDEN);
  }

  /**
   * Of a job with such checkpoints and sinks.
   *
   * @param checkpoints what becomes of them when a run is cancelled
   * @param replay what the sinks make of input that is read again
   */
  SteppedRescale(Checkpoints checkpoints, Replay replay) {
    plan(checkpoints, replay);
  }

  @BeforeEach
  final void aJobRuns() {
    cluster.running(OLD_JOB, Map.of(COUNT, 2));
  }

  final String startedFrom() {
    return cluster.startedFrom(entry.launchedJobId());
  }

  final void advanceTo(Stage stage) throws FlinkUnavailableException {
    while (entry.stage() != stage) {
      step();
    }
  }

  final void runToTheEnd() throws FlinkUnavailableException {
    int steps = 0;
    while (!entry.stage().isFinal()) {
      step();
      assertThat(steps++).as("steps, now at %s", entry).isLessThan(1000);
    }
  }

  final void step() throws FlinkUnavailableException {
    entry = process.advance(entry);
    clock.advance(STEP);
  }

  /** Begins anew, with a job of such checkpoints and sinks. */
  final void plan(Checkpoints checkpoints, Replay replay) {
    entry = RescaleEntry.planned("a".repeat(32), planned(checkpoints, replay), clock.instant());
  }

  private static RescalePlan planned(Checkpoints checkpoints, Replay replay) {
    return new RescalePlan(
        "WordCount",
        OLD_JOB,
        Decision.Step.SMALL,
        Map.of(COUNT, 2),
        Map.of(COUNT, 6),
        Launches.restart(
            Capture.SAVEPOINT,
            checkpoints,
            replay,
            Launches.jar("jar", "2"),
            Launches.jar("jar", "6")),
        new TunerState.ContTune(8),
        new RescalePlan.Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3)));
  }
}
