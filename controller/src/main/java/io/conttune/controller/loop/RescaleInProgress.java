package io.conttune.controller.loop;

import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.Optional;

/** Carries the unfinished rescale of one job on, one transition at a time, through the journal. */
final class RescaleInProgress {
  private final RescaleProcess process;
  private final JobCluster cluster;
  private final JobStores stores;
  private final LateLaunches lateLaunches;
  private final SavepointKeeper savepoints;
  private final RescaleAge age;
  private final SteadyClock clock;

  /** The attempt whose launch was compared with the job's file last. */
  private String compared = "";

  RescaleInProgress(
      JobCluster cluster,
      JobStores stores,
      LateLaunches lateLaunches,
      SavepointKeeper savepoints,
      RescaleAge age,
      SteadyClock clock) {
    this.process =
        new RescaleProcess(
            cluster.runs(), cluster.redeployer(), cluster.storage(), cluster.deployments(), clock);
    this.cluster = cluster;
    this.stores = stores;
    this.lateLaunches = lateLaunches;
    this.savepoints = savepoints;
    this.age = age;
    this.clock = clock;
  }

  /**
   * Takes one step of the rescale and writes what it came to.
   *
   * @param entry as the journal has it
   * @param inMind the id of the rescale that this controller began itself and has carried on at
   *     every step since; empty if there is none, or if the controller was away
   */
  StepOutcome carryOn(RescaleEntry entry, Optional<String> inMind)
      throws FlinkUnavailableException {
    if (mayLaunchBesideAnother(entry, inMind)) {
      // A run that somebody has started since the last poll must not get one of ours beside it.
      Optional<StepOutcome> beside = besideAnother(entry);
      if (beside.isPresent()) {
        return beside.get();
      }
    }
    Optional<RescaleEntry> corrected = corrected(entry);
    RescaleEntry next = corrected.isPresent() ? corrected.get() : process.advance(entry);
    if (next.stage() == Stage.FAILED) {
      // A run that the cluster has given another id is not down, and is for no person to start.
      Optional<StepOutcome> beside = besideAnother(entry);
      if (beside.isPresent()) {
        return beside.get();
      }
    }
    return written(entry, next);
  }

  /**
   * What is done where the job has a run that this rescale does not know: somebody has started it,
   * or the cluster shows the same job under another id.
   */
  private Optional<StepOutcome> besideAnother(RescaleEntry entry) throws FlinkUnavailableException {
    JobSighting sighting = cluster.monitor().lookAnew();
    Optional<StepOutcome.LateLaunch> late = lateLaunches.handled(sighting, cluster.redeployer());
    if (late.isPresent()) {
      return Optional.of(late.get());
    }
    return sighting.live().stream()
        .filter(jobId -> !entry.concerns(jobId))
        .findFirst()
        .map(other -> written(entry, abandoned(entry, other)));
  }

  /**
   * Starts another attempt by what the job's file says now, if a person has changed that since the
   * rescale was planned. What ran before comes first: only when that could not be started either is
   * the job down for want of a right launch. The attempt before may still come up, and is then
   * ended as any earlier launch is.
   */
  private Optional<RescaleEntry> corrected(RescaleEntry entry) throws FlinkUnavailableException {
    boolean isDown =
        entry.stage() == Stage.SUBMITTING && entry.attempt().number() > 1 && !entry.isInPlace();
    String attempt = entry.id() + "/" + entry.attempt().number();
    if (!isDown || entry.attempt().claim().isPresent() || attempt.equals(compared)) {
      return Optional.empty();
    }
    Optional<JobGraph> graph =
        stores
            .seenRuns()
            .seenRun(entry.plan().jobName())
            .map(SeenRun::graph)
            .filter(seen -> seen.parallelism().keySet().equals(entry.plan().former().keySet()));
    // Before the question: should it fail in itself, the launch is still tried as it is.
    compared = attempt;
    Optional<RescaleEntry> corrected;
    try {
      corrected =
          graph.isEmpty() ? Optional.empty() : cluster.planner().corrected(entry, graph.get());
    } catch (FlinkUnavailableException notAnswered) {
      compared = "";
      throw notAnswered;
    }
    return corrected.map(
        rescale ->
            rescale.nextAttemptBack(
                clock.instant(),
                Duration.ZERO,
                "the job's file says another launch than the one that failed; it is launched so"));
  }

  /**
   * Resumes the newest rescale if it ended as FAILED and the last run of the job is the one that it
   * was to stop. If a person has started another run since, the state that the rescale knows is out
   * of date, and nothing is done. Nor is anything while the job is paused or frozen: whoever has
   * stopped the run may be about to start another one.
   */
  Optional<StepOutcome> takenUpAgain(
      String jobName, JobSighting.NotSeen sighting, OrdersInForce orders)
      throws FlinkUnavailableException {
    Optional<String> last =
        sighting
            .cause()
            .match(
                noJob -> Optional.empty(),
                untunable -> Optional.empty(),
                ended -> Optional.of(ended.jobId()),
                several -> Optional.empty());
    Optional<RescaleEntry> newest =
        stores.journal().rescales(jobName, 1).stream()
            .filter(entry -> last.equals(Optional.of(entry.plan().jobId())))
            .findFirst();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Optional<RescaleEntry> again = process.takenUpAgain(newest.get());
    Optional<String> leftAlone = orders.leftAlone();
    return again.map(
        entry ->
            leftAlone.isPresent()
                ? leftDown(sighting, entry, leftAlone.get())
                : written(newest.get(), entry));
  }

  /** A person has to learn why the job stays down. */
  private static StepOutcome leftDown(
      JobSighting.NotSeen sighting, RescaleEntry entry, String leftAlone) {
    return new StepOutcome.Waiting(
        new JobSighting.NotSeen(
            "%s; rescale %s would start it again, but the job is %s"
                .formatted(sighting.reason(), entry.id(), leftAlone),
            sighting.cause()));
  }

  private RescaleEntry abandoned(RescaleEntry entry, String other) {
    return entry.to(
        Stage.ABANDONED,
        clock.instant(),
        ("job %s of this name runs, started by somebody else or given another id; none is started"
                + " beside it")
            .formatted(other));
  }

  /**
   * True if the cluster must be asked for live runs of the job before the launch. That is so if the
   * controller was away, had lost its store or Flink, or if launches have failed for a while.
   * Somebody may then have started the job by hand, or an earlier launch may have come up late. The
   * first launch of a rescale skips the question, because the answer costs downtime. A claimed
   * launch looks for its own run anyway.
   */
  private boolean mayLaunchBesideAnother(RescaleEntry entry, Optional<String> inMind) {
    boolean mayBeLate = !inMind.equals(Optional.of(entry.id())) || entry.attempt().number() > 0;
    return mayBeLate
        && entry.stage() == Stage.SUBMITTING
        && entry.attempt().claim().isEmpty()
        && process.isDue(entry);
  }

  private StepOutcome written(RescaleEntry entry, RescaleEntry after) {
    Duration lasted = age.planned(entry).age();
    RescaleEntry next =
        after.stage() == Stage.VERIFIED || after.stage() == Stage.ROLLED_BACK
            ? after.with(after.timeline().within(lasted))
            : after;
    if (!next.equals(entry)) {
      savepoints.note(entry, next);
      // The tuner's state is written first. If the entry became final first, a crash between the
      // two would lose the state.
      if (next.stage() == Stage.VERIFIED) {
        stores.tunerStates().saveTunerState(next.plan().jobName(), next.plan().stateAfterwards());
      }
      stores.journal().write(next);
    }
    return new StepOutcome.Rescaling(entry, next, lasted);
  }
}
