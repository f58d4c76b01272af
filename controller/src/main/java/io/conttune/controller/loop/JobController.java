package io.conttune.controller.loop;

import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowResult;
import io.conttune.controller.config.Mode;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control loop of one job. {@link #step()} looks once and does at most one thing; whoever calls
 * it sets the pace. It never waits, so that a simulator can call it in virtual time. Not
 * thread-safe.
 */
public final class JobController {
  /** Longer than a step and the pause before it: what happens in that time is not seen. */
  private static final Duration ABSENCE = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final Tuner tuner;
  private final LimitsOf limitsOf;
  private final MetricsWindow window;
  private final JobCluster cluster;
  private final JobStores stores;
  private final Supplier<String> rescaleIds;
  private final InstantSource clock;
  private final RescaleProcess process;

  private final ObservationKeeper observations;
  private final DecisionKeeper decisions;
  private final LateLaunches strays;
  private final RunFollower runs;
  private final RestartGuards guards;
  private final Payback payback;
  private final SavepointKeeper savepoints;

  /** The run that the last step has seen at work, for which savepoints may be tidied up. */
  private Optional<String> seenRun = Optional.empty();

  private Optional<Obstruction> obstruction = Optional.empty();

  /**
   * The id of the rescale that this object has begun, and at which it has been ever since; others
   * it has found in the journal.
   */
  private Optional<String> begun = Optional.empty();

  /** When the last step began. */
  private Instant lastStep = Instant.MIN;

  /**
   * A rescale that was found to be impossible, remembered so as not to ask the cluster each step.
   */
  private record Obstruction(Decision.Rescale rescale, List<String> obstacles, Instant until) {}

  /**
   * A loop that has seen nothing yet; what it must know from before, it reads from the stores.
   *
   * @param rescaleIds gives an id of 32 hexadecimal digits for each rescale, never the same twice
   */
  public JobController(
      JobSettings settings,
      Tuner tuner,
      LimitsOf limitsOf,
      MetricsWindow window,
      JobCluster cluster,
      JobStores stores,
      Supplier<String> rescaleIds,
      InstantSource clock) {
    this.settings = settings;
    this.tuner = tuner;
    this.limitsOf = limitsOf;
    this.window = window;
    this.cluster = cluster;
    this.stores = stores;
    this.rescaleIds = rescaleIds;
    this.clock = clock;
    this.process = new RescaleProcess(clock, cluster.storage());
    this.observations =
        new ObservationKeeper(settings.jobName(), settings.measurement(), stores.observations());
    this.decisions = new DecisionKeeper(stores.decisions());
    this.strays = new LateLaunches(settings.jobName(), stores.journal());
    this.runs = new RunFollower(settings.jobName(), tuner, stores, clock);
    this.guards =
        new RestartGuards(settings.jobName(), settings.timing(), stores.journal(), runs, clock);
    this.savepoints =
        new SavepointKeeper(
            settings.savepoints(),
            stores.savepoints(),
            stores.journal(),
            cluster.savepoints(),
            clock);
    this.payback = new Payback(settings.jobName(), settings.payback(), stores.journal());
  }

  /** The name of the job that this loop serves. */
  public String jobName() {
    return settings.jobName();
  }

  /**
   * One step: carries an unfinished rescale on, or looks at the job and decides.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store fails; what was begun is in the
   *     journal, and the next step goes on from there
   */
  public StepOutcome step() {
    Instant now = clock.instant();
    boolean present = !now.isAfter(lastStep.plus(ABSENCE));
    lastStep = now;
    Optional<String> inMind = present ? begun : Optional.empty();
    // Until the step has come to its end: while the store or Flink is away, so is this controller.
    begun = Optional.empty();
    Optional<RescaleEntry> unfinished = stores.journal().unfinished(jobName());
    try {
      if (unfinished.isEmpty()) {
        return tidyOrLook();
      }
      StepOutcome outcome = carryOn(unfinished.get(), inMind);
      begun = inMind;
      return outcome;
    } catch (FlinkUnavailableException e) {
      return new StepOutcome.Unreachable(e.getMessage(), unfinished);
    }
  }

  /**
   * Looks at the job as {@link #step()} does, but writes nothing, decides nothing and carries
   * nothing on, for as long as another controller acts on the job.
   */
  public StepOutcome watch() {
    seenRun = Optional.empty();
    try {
      JobSighting sighting = cluster.monitor().look();
      if (sighting instanceof JobSighting.NotSeen notSeen) {
        return new StepOutcome.Waiting(notSeen);
      }
      JobSnapshot snapshot = ((JobSighting.Seen) sighting).snapshot();
      WindowResult measured = window.add(snapshot);
      return measured instanceof WindowResult.NotReady notReady
          ? new StepOutcome.Measuring(snapshot, notReady.reason())
          : new StepOutcome.Observed(snapshot, ((WindowResult.Ready) measured).metrics());
    } catch (FlinkUnavailableException e) {
      return new StepOutcome.Unreachable(e.getMessage(), Optional.empty());
    }
  }

  /** After a look that has seen the job only, so that what can wait never delays what cannot. */
  private StepOutcome tidyOrLook() throws FlinkUnavailableException {
    Optional<SavepointKeeper.Disposed> tidied =
        seenRun.flatMap(jobId -> savepoints.step(jobName(), jobId));
    seenRun = Optional.empty();
    return tidied.isPresent() ? new StepOutcome.Tidied(tidied.get()) : look();
  }

  private StepOutcome carryOn(RescaleEntry entry, Optional<String> inMind)
      throws FlinkUnavailableException {
    seenRun = Optional.empty();
    if (mayLaunchBesideAnother(entry, inMind)) {
      JobSighting sighting = cluster.monitor().look();
      Optional<StepOutcome.StrayCancelled> stray = strays.cancelled(sighting, cluster.redeployer());
      if (stray.isPresent()) {
        return stray.get();
      }
      Optional<String> other =
          sighting.live().stream().filter(jobId -> !entry.concerns(jobId)).findFirst();
      if (other.isPresent()) {
        return written(
            entry,
            entry.to(
                Stage.ABANDONED,
                clock.instant(),
                "job %s of this name runs, started by somebody else; none is started beside it"
                    .formatted(other.get())));
      }
    }
    return written(entry, process.advance(entry, cluster.redeployer()));
  }

  /**
   * Whether live runs of the job must be looked for: while the controller was away, or cut off from
   * its store or from Flink, or launches failed for a while, somebody may have started the job by
   * hand, and a launch that was given up may have come up. A rescale in its first moments is spared
   * the question, which would be downtime; and a launch that was claimed looks itself for the run
   * that it brought up.
   */
  private boolean mayLaunchBesideAnother(RescaleEntry entry, Optional<String> inMind) {
    boolean mayBeLate = !inMind.equals(Optional.of(entry.id())) || entry.attempt() > 1;
    return mayBeLate
        && entry.stage() == Stage.SUBMITTING
        && entry.progress().claim().isEmpty()
        && !clock.instant().isBefore(entry.notBefore());
  }

  private StepOutcome written(RescaleEntry entry, RescaleEntry next) {
    if (!next.equals(entry)) {
      savepoints.note(entry, next);
      // The state first: were the entry final before it, a crash between the two would lose it.
      if (next.stage() == Stage.VERIFIED) {
        stores.tunerStates().saveTunerState(jobName(), next.plan().stateAfterwards());
      }
      stores.journal().write(next);
    }
    return new StepOutcome.Rescaling(entry, next);
  }

  private StepOutcome look() throws FlinkUnavailableException {
    JobSighting sighting = cluster.monitor().look();
    Optional<StepOutcome.StrayCancelled> stray = strays.cancelled(sighting, cluster.redeployer());
    if (stray.isPresent()) {
      return stray.get();
    }
    if (sighting instanceof JobSighting.NotSeen notSeen) {
      return new StepOutcome.Waiting(notSeen);
    }
    JobSnapshot snapshot = ((JobSighting.Seen) sighting).snapshot();
    Optional<JobChange> change = runs.follow(snapshot);
    if (settings.mode() == Mode.ACT) {
      seenRun = Optional.of(snapshot.jobId());
    }
    WindowResult measured = window.add(snapshot);
    if (change.isPresent()) {
      return new StepOutcome.Changed(snapshot, change.get());
    }
    if (measured instanceof WindowResult.NotReady notReady) {
      return new StepOutcome.Measuring(snapshot, notReady.reason());
    }
    JobMetrics metrics = ((WindowResult.Ready) measured).metrics();
    observations.keep(metrics, Fingerprints.of(snapshot.graph()));
    if (settings.mode() == Mode.OBSERVE) {
      return new StepOutcome.Observed(snapshot, metrics);
    }
    LimitsOf.Fit limits = limitsOf.limits(snapshot);
    return limits instanceof LimitsOf.Fit.Known known
        ? decide(snapshot, metrics, known)
        : new StepOutcome.Misfit(snapshot, ((LimitsOf.Fit.Misfit) limits).faults());
  }

  private StepOutcome decide(JobSnapshot snapshot, JobMetrics metrics, LimitsOf.Fit.Known limits)
      throws FlinkUnavailableException {
    TunerState state = stores.tunerStates().tunerState(jobName()).orElseGet(tuner::initialState);
    TuningInput input =
        new TuningInput(
            snapshot.graph(),
            metrics,
            stores
                .observations()
                .history(jobName(), Fingerprints.of(snapshot.graph()), settings.topK()),
            limits.limits(),
            state);
    Tuned tuned = tuner.decide(input);
    Decision decision = tuned.decision().noting(limits.notes());
    DecisionRecord record =
        decision instanceof Decision.Rescale rescale
            ? wanted(snapshot, metrics, rescale, tuned.state())
            : held(snapshot, (Decision.Hold) decision, state, tuned.state());
    return new StepOutcome.Decided(
        snapshot, metrics, record, limits.notes(), decisions.keep(record));
  }

  private DecisionRecord held(
      JobSnapshot snapshot, Decision.Hold hold, TunerState before, TunerState after) {
    if (!after.equals(before)) {
      stores.tunerStates().saveTunerState(jobName(), after);
    }
    return record(snapshot, Outcome.HELD, List.of(), hold);
  }

  private DecisionRecord wanted(
      JobSnapshot snapshot,
      JobMetrics metrics,
      Decision.Rescale rescale,
      TunerState stateAfterwards)
      throws FlinkUnavailableException {
    if (settings.mode() == Mode.RECOMMEND) {
      return record(snapshot, Outcome.RECOMMENDED, List.of(), rescale);
    }
    Optional<String> refusal = guards.refusal(snapshot);
    if (refusal.isPresent()) {
      return record(snapshot, Outcome.REFUSED, List.of(refusal.get()), rescale);
    }
    if (stillObstructed(rescale)) {
      return record(snapshot, Outcome.REFUSED, obstruction.orElseThrow().obstacles(), rescale);
    }
    Planning planning = cluster.planner().plan(snapshot, metrics, rescale, stateAfterwards);
    return planning instanceof Planning.Obstructed obstructed
        ? obstructed(snapshot, rescale, obstructed.obstacles())
        : planned(snapshot, rescale, ((Planning.Planned) planning).plan());
  }

  private DecisionRecord obstructed(
      JobSnapshot snapshot, Decision.Rescale rescale, List<String> obstacles) {
    Instant until = clock.instant().plus(settings.timing().obstacleRetry());
    obstruction = Optional.of(new Obstruction(rescale, obstacles, until));
    return record(snapshot, Outcome.REFUSED, obstacles, rescale);
  }

  private DecisionRecord planned(JobSnapshot snapshot, Decision.Rescale rescale, RescalePlan plan) {
    Payback.Expectation expectation = payback.of(plan);
    Optional<String> tooDear = payback.refusal(rescale, plan, expectation);
    if (tooDear.isPresent()) {
      return obstructed(snapshot, rescale, List.of(tooDear.get()));
    }
    RescaleEntry entry = RescaleEntry.planned(rescaleIds.get(), plan, clock.instant());
    stores.journal().write(entry);
    begun = Optional.of(entry.id());
    obstruction = Optional.empty();
    Decision noted = rescale.noting(List.of(expectation.sentence()));
    return record(snapshot, Outcome.STARTED, List.of(), noted).starting(entry.id());
  }

  private boolean stillObstructed(Decision.Rescale rescale) {
    return obstruction
        .filter(known -> DecisionKeeper.sameWish(known.rescale(), rescale))
        .filter(known -> clock.instant().isBefore(known.until()))
        .isPresent();
  }

  private DecisionRecord record(
      JobSnapshot snapshot, Outcome outcome, List<String> guards, Decision decision) {
    return new DecisionRecord(
        jobName(), snapshot.jobId(), clock.instant(), outcome, guards, decision, Optional.empty());
  }
}
