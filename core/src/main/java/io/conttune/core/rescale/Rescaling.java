package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Attempt.Direction;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The way in which a job gets another parallelism. */
public sealed interface Rescaling {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Restart, R, X> restart,
      Case<InPlace, R, X> inPlace,
      Case<ByDeployment, R, X> byDeployment)
      throws X;

  /** The restart that this is, or by which the job is brought back if it is lost on this way. */
  Optional<Restart> restart();

  /** The same way, whose restart launches the job so. */
  Rescaling launchedBy(Launch formerLaunch, Launch wantedLaunch);

  /** Whether the run of the job stays. */
  default boolean isInPlace() {
    return match(restart -> false, inPlace -> true, byDeployment -> false);
  }

  /**
   * The job is stopped and another run of it is started from its state.
   *
   * @param capture the way in which its state is taken
   * @param savepointDirectory the directory of a savepoint
   * @param checkpointRoot below which each run of the job keeps its checkpoints in a folder of its
   *     id; empty if the job has completed no checkpoint
   * @param checkpoints whether Flink keeps or deletes them when a run is cancelled
   * @param replay what the sinks make of input that is read again
   * @param formerLaunch starts the job at the former parallelism
   * @param wantedLaunch starts the job at the wanted parallelism
   */
  record Restart(
      CaptureChoice capture,
      String savepointDirectory,
      Optional<String> checkpointRoot,
      Checkpoints checkpoints,
      Replay replay,
      Launch formerLaunch,
      Launch wantedLaunch)
      implements Rescaling {
    public Restart {
      Objects.requireNonNull(capture, "capture");
      Require.text("savepoint directory", savepointDirectory);
      Objects.requireNonNull(checkpointRoot, "checkpointRoot");
      Objects.requireNonNull(checkpoints, "checkpoints");
      Objects.requireNonNull(replay, "replay");
      Objects.requireNonNull(formerLaunch, "formerLaunch");
      Objects.requireNonNull(wantedLaunch, "wantedLaunch");
    }

    @Override
    public Optional<Restart> restart() {
      return Optional.of(this);
    }

    @Override
    public Restart launchedBy(Launch otherFormer, Launch otherWanted) {
      return new Restart(
          capture,
          savepointDirectory,
          checkpointRoot,
          checkpoints,
          replay,
          otherFormer,
          otherWanted);
    }

    /** The launch that brings up the parallelism of this direction. */
    public Launch launch(Direction direction) {
      return direction == Direction.FORWARD ? wantedLaunch : formerLaunch;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Restart, R, X> restart,
        Case<InPlace, R, X> inPlace,
        Case<ByDeployment, R, X> byDeployment)
        throws X {
      return restart.of(this);
    }
  }

  /**
   * The run of the job stays, and its scheduler is asked for another parallelism. It goes on from
   * its newest checkpoint.
   *
   * @param reason the ground for this way, one sentence for a person
   * @param former the parallelism that every vertex asked for before
   * @param wanted the parallelism that every vertex is to ask for; the same vertices
   * @param schedulerDelay for how long the scheduler may put the change off, by its settings
   * @param restart by which the job is brought back at the former parallelism should it fail for
   *     good; empty if it cannot be launched from here
   */
  record InPlace(
      String reason,
      Map<OperatorId, ParallelismRange> former,
      Map<OperatorId, ParallelismRange> wanted,
      Duration schedulerDelay,
      Optional<Restart> restart)
      implements Rescaling {
    public InPlace {
      Require.text("reason", reason);
      former = Map.copyOf(former);
      wanted = Map.copyOf(wanted);
      if (!former.keySet().equals(wanted.keySet())) {
        throw new IllegalArgumentException(
            "requirements name all job vertices, but go from %s to %s"
                .formatted(former.keySet(), wanted.keySet()));
      }
      if (schedulerDelay.isNegative()) {
        throw new IllegalArgumentException("a delay must not be negative: " + schedulerDelay);
      }
      Objects.requireNonNull(restart, "restart");
    }

    @Override
    public InPlace launchedBy(Launch formerLaunch, Launch wantedLaunch) {
      return new InPlace(
          reason,
          former,
          wanted,
          schedulerDelay,
          restart.map(rescue -> rescue.launchedBy(formerLaunch, wantedLaunch)));
    }

    /** The parallelism that every vertex asks for in this direction. */
    public Map<OperatorId, ParallelismRange> requirements(Direction direction) {
      return direction == Direction.FORWARD ? wanted : former;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Restart, R, X> restart,
        Case<InPlace, R, X> inPlace,
        Case<ByDeployment, R, X> byDeployment)
        throws X {
      return inPlace.of(this);
    }
  }

  /**
   * The job's deployment is made to ask for another parallelism. Its operator stops the job with
   * its state and starts it again; both are the operator's doing.
   *
   * @param reason the ground for this way, one sentence for a person
   * @param deployment that keeps the job running
   * @param former what it asked for before
   * @param wanted what it is to ask for
   * @param operatorDelay the time within which its operator must have the job run again
   */
  record ByDeployment(
      String reason,
      DeploymentName deployment,
      DeploymentParallelism former,
      DeploymentParallelism wanted,
      Duration operatorDelay)
      implements Rescaling {
    public ByDeployment {
      Require.text("reason", reason);
      Objects.requireNonNull(deployment, "deployment");
      Objects.requireNonNull(former, "former");
      Objects.requireNonNull(wanted, "wanted");
      if (operatorDelay.isNegative()) {
        throw new IllegalArgumentException("a delay must not be negative: " + operatorDelay);
      }
    }

    /** Its operator brings the job back, and nobody else. */
    @Override
    public Optional<Restart> restart() {
      return Optional.empty();
    }

    @Override
    public ByDeployment launchedBy(Launch formerLaunch, Launch wantedLaunch) {
      return this;
    }

    /** What the deployment asks for in this direction. */
    public DeploymentParallelism parallelism(Direction direction) {
      return direction == Direction.FORWARD ? wanted : former;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Restart, R, X> restart,
        Case<InPlace, R, X> inPlace,
        Case<ByDeployment, R, X> byDeployment)
        throws X {
      return byDeployment.of(this);
    }
  }
}
