package io.conttune.controller.rescale.process;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StateFinder;
import io.conttune.core.time.SteadyClock;
import java.util.Optional;

/**
 * A rescale as a resumable process. Each call makes at most one transition; the caller writes the
 * entry that it returns to the journal before the next call. Because the entry names what is about
 * to be done, and the ids under which it is done, the same call goes on after a crash at any point.
 *
 * <p>A job that does not come up is brought back at its former parallelism from the newest state
 * that any of its runs completed: to start from an older one would commit the sinks' transactions
 * twice. A job that somebody else cancels, or that finishes, is not started again.
 *
 * <p>How long a stage may last is measured by the time that passes while this object knows of it.
 * After a restart it is measured anew. Not thread-safe.
 */
public final class RescaleProcess {
  private final SteadyClock clock;
  private final Sightings sightings;
  private final StopStages stop;
  private final LaunchStages launch;
  private final EndStage end;
  private final InPlaceStages inPlace;
  private final DeploymentStages deployment;

  /**
   * A process of one cluster's jobs.
   *
   * @param runs tells what became of the runs
   * @param redeployer changes them
   * @param storage is searched for state that the cluster has forgotten
   * @param deployments that keep the jobs running, where they are rescaled by those
   */
  public RescaleProcess(
      JobRuns runs,
      Redeployer redeployer,
      StateFinder storage,
      Deployments deployments,
      SteadyClock clock) {
    this.sightings = new Sightings(clock);
    Transitions next = new Transitions(clock, sightings);
    ForgottenJob forgotten = new ForgottenJob(next, storage);
    this.clock = clock;
    this.stop = new StopStages(next, runs, redeployer, forgotten);
    this.end = new EndStage(next, runs, redeployer, storage);
    this.launch = new LaunchStages(next, runs, redeployer, end);
    this.inPlace = new InPlaceStages(next, runs, redeployer, forgotten);
    this.deployment = new DeploymentStages(next, runs, deployments);
  }

  /** A process of one cluster's jobs, of which no deployment keeps any running. */
  public RescaleProcess(
      JobRuns runs, Redeployer redeployer, StateFinder storage, SteadyClock clock) {
    this(
        runs,
        redeployer,
        storage,
        Deployments.unreachable("this controller knows no deployments"),
        clock);
  }

  /**
   * Does what the entry's stage is about to do, if it is time, and returns the entry as it stands
   * then; the same entry if there is nothing but to wait.
   *
   * @throws FlinkUnavailableException if the cluster did not answer; the entry stands as it was
   */
  public RescaleEntry advance(RescaleEntry entry) throws FlinkUnavailableException {
    if (!isDue(entry)) {
      return entry;
    }
    sightings.see(entry);
    RescaleEntry next = next(entry);
    sightings.see(next);
    return next;
  }

  /**
   * Whether {@link #advance} would do something now: the rescale is not over and does not pause.
   */
  public boolean isDue(RescaleEntry entry) {
    return !entry.stage().isFinal() && sightings.isPauseOver(entry);
  }

  private RescaleEntry next(RescaleEntry entry) throws FlinkUnavailableException {
    return entry
        .plan()
        .rescaling()
        .match(
            restart -> restart(entry, restart),
            change ->
                entry.isInPlace()
                    ? inPlace.advance(entry, change)
                    : restart(entry, rescue(entry, change)),
            byDeployment -> deployment.advance(entry, byDeployment));
  }

  /**
   * Takes a rescale up again that ended as {@link Stage#FAILED}, once its job is seen to have ended
   * with a state to start from: whoever hid the job from this controller has let it be seen again,
   * or its JobManager is back. Nothing is done to a job that runs.
   *
   * @return empty if the rescale stays as it ended
   * @throws FlinkUnavailableException if the cluster did not answer
   */
  public Optional<RescaleEntry> takenUpAgain(RescaleEntry ended) throws FlinkUnavailableException {
    return ended.stage() == Stage.FAILED && !ended.isInPlace()
        ? stop.takenUpAgain(ended)
        : Optional.empty();
  }

  /** A run that was rescaled in place and lost is launched again. */
  private static Rescaling.Restart rescue(RescaleEntry entry, Rescaling.InPlace change) {
    return change
        .restart()
        .orElseThrow(() -> new IllegalStateException("no launch in rescale " + entry.id()));
  }

  private RescaleEntry restart(RescaleEntry entry, Rescaling.Restart restart)
      throws FlinkUnavailableException {
    return switch (entry.stage()) {
      case PLANNED -> stop.begin(entry, restart);
      case STOPPING -> stop.stop(entry, restart);
      case STOPPED ->
          entry.to(Stage.SUBMITTING, clock.instant(), "starts as job " + entry.launchedJobId());
      case SUBMITTING ->
          inPlace.isBack(entry) ? inPlace.takeBack(entry) : launch.submit(entry, restart);
      case SUBMITTED -> launch.awaitRunning(entry);
      case RUNNING -> launch.awaitSettled(entry);
      case ENDING -> end.end(entry, restart);
      case REQUESTING, REQUESTED ->
          throw new IllegalStateException("rescale %s is not in place".formatted(entry.id()));
      case VERIFIED, ROLLED_BACK, ABANDONED, FAILED -> entry;
    };
  }
}
