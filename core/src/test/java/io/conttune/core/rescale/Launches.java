package io.conttune.core.rescale;

import io.conttune.core.rescale.Launch.UnclaimedState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Launches and ways of rescaling to test with. */
public final class Launches {
  private Launches() {}

  /** A run of this jar with these arguments. */
  public static Launch.Jar jar(String jarId, String... arguments) {
    return new Launch.Jar(
        jarId,
        Optional.empty(),
        Optional.empty(),
        List.of(arguments),
        Map.of(),
        UnclaimedState.REFUSE);
  }

  /** A run of this jar, of which the controller keeps a copy. */
  public static Launch.Jar jarWithCopy(String jarId, Launch.JarCopy copy) {
    return new Launch.Jar(
        jarId, Optional.of(copy), Optional.empty(), List.of(), Map.of(), UnclaimedState.REFUSE);
  }

  /** A restart with a savepoint below {@code file:/savepoints}. */
  public static Rescaling.Restart restart(Launch former, Launch wanted) {
    return restart(Capture.SAVEPOINT, former, wanted);
  }

  /** A restart whose checkpoints are retained below {@code file:/checkpoints}. */
  public static Rescaling.Restart restart(Capture capture, Launch former, Launch wanted) {
    return restart(capture, Checkpoints.RETAINED, former, wanted);
  }

  /** A restart whose checkpoints are below {@code file:/checkpoints}. */
  public static Rescaling.Restart restart(
      Capture capture, Checkpoints checkpoints, Launch former, Launch wanted) {
    return restart(capture, checkpoints, Replay.HIDDEN, former, wanted);
  }

  /** The same, of a job with such sinks. */
  public static Rescaling.Restart restart(
      Capture capture, Checkpoints checkpoints, Replay replay, Launch former, Launch wanted) {
    return new Rescaling.Restart(
        new CaptureChoice(capture, Optional.empty(), "as the test says"),
        "file:/savepoints",
        Optional.of("file:/checkpoints"),
        checkpoints,
        replay,
        former,
        wanted);
  }
}
