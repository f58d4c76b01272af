package io.conttune.core.rescale;

import io.conttune.core.Require;
import io.conttune.core.rescale.Progress.Direction;
import java.util.Objects;
import java.util.Optional;

/** The way in which a job gets another parallelism. */
public sealed interface Rescaling {
  /**
   * The job is stopped and another run of it is started from its state.
   *
   * @param capture how its state is taken
   * @param savepointDirectory where a savepoint is written
   * @param checkpointRoot below which each run of the job keeps its checkpoints in a folder of its
   *     id; empty if the job has completed no checkpoint
   * @param formerLaunch starts the job at the former parallelism
   * @param wantedLaunch starts the job at the wanted parallelism
   */
  record Restart(
      CaptureChoice capture,
      String savepointDirectory,
      Optional<String> checkpointRoot,
      Launch formerLaunch,
      Launch wantedLaunch)
      implements Rescaling {
    public Restart {
      Objects.requireNonNull(capture, "capture");
      Require.text("savepoint directory", savepointDirectory);
      Objects.requireNonNull(checkpointRoot, "checkpointRoot");
      Objects.requireNonNull(formerLaunch, "formerLaunch");
      Objects.requireNonNull(wantedLaunch, "wantedLaunch");
    }

    /** The launch that brings up the parallelism of this direction. */
    public Launch launch(Direction direction) {
      return direction == Direction.FORWARD ? wantedLaunch : formerLaunch;
    }
  }
}
