package io.conttune.harness;

import io.conttune.core.SmallDisk;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.Stage;
import io.conttune.harness.HoldPoint.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fault table: what the network, the cluster, the program and the disk do to a rescale. */
final class FaultRows {
  private static final int PAGE = 4096;
  private static final String RETENTION =
      "flink.execution.checkpointing.externalized-checkpoint-retention";
  private static final Load OVERLOAD = new Load(800, 5_000_000, 25);
  private static final TrialConfig COMES_UP = TrialConfig.of(Route.COMES_UP);

  private FaultRows() {}

  /** All of them. */
  static List<Row> all() {
    return Stream.concat(others().stream(), NetworkFaultRows.all().stream()).toList();
  }

  /** What goes wrong without the network. */
  static List<Row> others() {
    Act none = trial -> trial.startLastController();
    return List.of(
        Row.of(TrialConfig.of(Route.REFUSED), "the main throws", none),
        Row.of(TrialConfig.of(Route.NOT_UP), "too few slots", none),
        Row.of(COMES_UP.withArgument("change-uid-at", "3"), "state that cannot be mapped", none)
            .endsIn(Stage.ROLLED_BACK),
        Row.of(
                COMES_UP.withArgument("change-max-parallelism-at", "3"),
                "max parallelism changed",
                none)
            .endsIn(Stage.ROLLED_BACK),
        Row.of(COMES_UP, "state directory cannot be written", FaultRows::spoilDirectory)
            .endsIn(Stage.ABANDONED),
        Row.of(COMES_UP, "disk of the state directory full", FaultRows::fillDisk)
            .endsIn(Stage.ABANDONED)
            .failsOver(),
        Row.of(
                COMES_UP.withArgument("flink.execution.checkpointing.timeout", "4s").with(OVERLOAD),
                "savepoint times out under 2 x overload",
                none)
            .endsIn(Stage.ABANDONED)
            .failsOver(),
        Row.of(
                withoutRestarts(COMES_UP)
                    .withArgument("flink.execution.checkpointing.timeout", "4s")
                    .with(OVERLOAD),
                "savepoint times out under 2 x overload, and ends the job: it has no restart strategy",
                none)
            .endsIn(Stage.ROLLED_BACK)
            .failsOver(),
        Row.of(
                COMES_UP,
                "a bounded source has finished before it is planned",
                trial -> {
                  finish(trial);
                  trial.startLastController();
                })
            .isRefused("FINISHED"),
        Row.of(
                COMES_UP,
                "a bounded source has finished before the stop",
                trial -> {
                  hold(trial, Stage.PLANNED);
                  finish(trial);
                  trial.startLastController();
                })
            .endsIn(Stage.ABANDONED));
  }

  /**
   * A job of which a failure leaves nothing. Before 2.0 Flink does not show a restart strategy that
   * a job sets in its configuration: there the cluster must set it, to be seen.
   */
  static Row fragile() {
    return Row.of(
            withoutRestarts(COMES_UP).withArgument(RETENTION, "NO_EXTERNALIZED_CHECKPOINTS"),
            "no restart strategy, and checkpoints that Flink deletes when the job fails",
            trial -> trial.startLastController())
        .isRefused("restart strategy");
  }

  private static TrialConfig withoutRestarts(TrialConfig config) {
    return config.withArgument("flink.restart-strategy.type", "none");
  }

  /** Lets a controller come as far as this stage, and no further. */
  static void hold(Trial trial, Stage stage) throws IOException {
    trial
        .startController(Optional.of(new HoldPoint(Moment.AFTER, stage, Direction.FORWARD)))
        .awaitEvent("held");
    trial.killController();
  }

  private static void finish(Trial trial) throws IOException {
    trial.endInput();
    String unused = trial.cluster().awaitFinished(trial.job().name());
  }

  /** Not by permissions: root may write anywhere. Only Flink finds out, when it is to write. */
  private static void spoilDirectory(Trial trial) throws IOException {
    Files.delete(trial.savepoints());
    Files.createFile(trial.savepoints());
    trial.startLastController();
  }

  /** A file system of one page that is full. */
  private static void fillDisk(Trial trial) throws IOException, InterruptedException {
    hold(trial, Stage.PLANNED);
    SmallDisk disk = SmallDisk.mount(trial.savepoints(), PAGE);
    try {
      Files.write(trial.savepoints().resolve("filler"), new byte[PAGE]);
      trial.startLastController();
      trial.awaitEnd();
    } finally {
      disk.unmount();
    }
  }
}
