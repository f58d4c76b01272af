package io.conttune.harness;

import io.conttune.core.rescale.Progress.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fault table: what the network, the cluster, the program and the disk do to a rescale. */
final class FaultRows {
  private static final CallPattern JOB = new CallPattern("GET", "/jobs/:job");
  private static final CallPattern CHECKPOINTS = new CallPattern("GET", "/jobs/:job/checkpoints");
  private static final String RETENTION =
      "flink.execution.checkpointing.externalized-checkpoint-retention";
  private static final String MODE = "savepoint + arguments";

  /**
   * However a call fails, the job ends up at one of its two parallelisms, and it is known which.
   */
  private static final Set<String> ANY = Set.of("VERIFIED", "ROLLED_BACK", "ABANDONED", Row.NONE);

  /** Every kind of call that a rescale makes once, in its order. */
  private static final List<CallPattern> ONCE =
      List.of(
          new CallPattern("GET", "/jobs/overview"),
          new CallPattern("GET", "/overview"),
          new CallPattern("GET", "/config"),
          new CallPattern("GET", "/jars"),
          new CallPattern("POST", "/jars/:jar/plan"),
          new CallPattern("GET", "/jobs/:job/execution-result"),
          KillRows.STOP,
          KillRows.RUN);

  /** Looks at a job: before the plan, before and after the stop, before and after it is up. */
  private static final int LOOKS = 6;

  private static final HoldPoint PLANNED =
      new HoldPoint(Moment.AFTER, Stage.PLANNED, Direction.FORWARD);

  private FaultRows() {}

  /** Each fault of the network at each call. */
  static List<Row> ofNetwork() {
    List<Row> rows = new ArrayList<>();
    for (Fault.OfNetwork fault : Fault.OfNetwork.values()) {
      TrialConfig forward = TrialConfig.of(Route.FORWARD);
      ONCE.forEach(call -> rows.add(at(forward, call, 1, fault)));
      for (int look = 1; look <= LOOKS; look++) {
        rows.add(at(forward, JOB, look, fault));
      }
      for (int look = 1; look <= LOOKS - 1; look++) {
        rows.add(at(forward, CHECKPOINTS, look, fault));
      }
      rows.add(at(TrialConfig.of(Route.REFUSED), KillRows.RUN, 2, fault));
      rows.add(at(TrialConfig.of(Route.NOT_UP), KillRows.CANCEL, 1, fault));
    }
    return rows;
  }

  private static Row at(TrialConfig config, CallPattern call, int nth, Fault.OfNetwork fault) {
    Act act =
        trial -> {
          trial.proxy().plan(call, nth, fault);
          trial.startController(Optional.empty());
        };
    return new Row(MODE, config, "%s at %s no. %d".formatted(fault, call, nth), act, ANY);
  }

  /** What goes wrong without the network. */
  static List<Row> others() {
    TrialConfig forward = TrialConfig.of(Route.FORWARD);
    Set<String> untouched = Set.of("ABANDONED", Row.NONE);
    Set<String> notVerified = Set.of("ROLLED_BACK", "ABANDONED", Row.NONE);
    Act none = trial -> trial.startController(Optional.empty());
    return List.of(
        Row.asUsual(MODE, TrialConfig.of(Route.REFUSED), "the main throws", none),
        Row.asUsual(MODE, TrialConfig.of(Route.NOT_UP), "too few slots", none),
        new Row(
            MODE,
            forward.withArgument("change-uid-at", "3"),
            "state that cannot be mapped",
            none,
            notVerified),
        new Row(
            MODE,
            forward.withArgument("change-max-parallelism-at", "3"),
            "max parallelism changed",
            none,
            notVerified),
        new Row(
            MODE,
            forward,
            "state directory cannot be written, seen by the planner",
            FaultRows::spoilDirectoryBefore,
            Set.of(Row.NONE)),
        new Row(
            MODE,
            forward,
            "state directory cannot be written any more when the job is to be stopped",
            FaultRows::spoilDirectoryAfterPlanning,
            untouched),
        new Row(MODE, forward, "disk of the state directory full", FaultRows::fillDisk, untouched),
        new Row(
            MODE,
            forward
                .withArgument("flink.execution.checkpointing.timeout", "4s")
                .with(new Load(800, 5_000_000, 25)),
            "savepoint times out under 2 x overload",
            none,
            notVerified),
        new Row(
            MODE,
            withoutRestarts(forward)
                .withArgument("flink.execution.checkpointing.timeout", "4s")
                .with(new Load(800, 5_000_000, 25)),
            "savepoint times out under 2 x overload, and ends the job: it has no restart strategy",
            none,
            Set.of("ROLLED_BACK")),
        new Row(
            MODE,
            withoutRestarts(forward).withArgument(RETENTION, "NO_EXTERNALIZED_CHECKPOINTS"),
            "no restart strategy, and checkpoints that Flink deletes when the job fails",
            none,
            Set.of(Row.NONE)),
        new Row(
            MODE,
            forward,
            "a bounded source has finished before it is planned",
            trial -> {
              finish(trial);
              trial.startController(Optional.empty());
            },
            Set.of(Row.NONE)),
        new Row(
            MODE,
            forward,
            "a bounded source has finished before the stop",
            trial -> {
              hold(trial, PLANNED);
              finish(trial);
              trial.startController(Optional.empty());
            },
            untouched));
  }

  private static TrialConfig withoutRestarts(TrialConfig config) {
    return config.withArgument("flink.restart-strategy.type", "none");
  }

  static void hold(Trial trial, HoldPoint point) throws IOException {
    trial.startController(Optional.of(point)).awaitEvent("held");
    trial.killController();
  }

  private static void finish(Trial trial) throws IOException {
    trial.endInput();
    String unused = trial.cluster().awaitFinished(trial.job().name());
  }

  private static void spoilDirectoryBefore(Trial trial) throws IOException {
    putAFileInThePlaceOfSavepoints(trial);
    trial.startController(Optional.empty());
  }

  private static void spoilDirectoryAfterPlanning(Trial trial) throws IOException {
    hold(trial, PLANNED);
    putAFileInThePlaceOfSavepoints(trial);
    trial.startController(Optional.empty());
  }

  /** Not by permissions: root may write anywhere. */
  private static void putAFileInThePlaceOfSavepoints(Trial trial) throws IOException {
    Files.delete(trial.savepoints());
    Files.createFile(trial.savepoints());
  }

  /** A file system of one page that is full. */
  private static void fillDisk(Trial trial) throws IOException, InterruptedException {
    hold(trial, PLANNED);
    SmallDisk.mount(trial.savepoints());
    try {
      Files.write(trial.savepoints().resolve("filler"), new byte[SmallDisk.BYTES]);
      trial.startController(Optional.empty());
      trial.awaitEnd();
    } finally {
      SmallDisk.unmount(trial.savepoints());
    }
  }
}
