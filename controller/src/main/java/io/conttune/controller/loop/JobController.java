package io.conttune.controller.loop;

import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowResult;
import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.rates.LoadWatch;
import io.conttune.core.rates.Seconds;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotsTakenException;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control loop of one job. {@link #step()} looks once and does at most one thing; whoever calls
 * it sets the pace. It never waits, so that a simulator can call it in virtual time. Not
 * thread-safe.
 */
public final class JobController {
  private final JobSettings settings;
  private final Tuner tuner;
  private final LimitsOf limitsOf;
  private final MetricsWindow window;
  private final JobCluster cluster;
  private final JobStores stores;
  private final SteadyClock clock;

  private final KnownFingerprints fingerprints = new KnownFingerprints();
  private final ObservationKeeper observations;
  private final DecisionKeeper decisions;
  private final LateLaunches lateLaunches;
  private final LookDates dates;
  private final RunFollower runs;
  private final SavepointKeeper savepoints;
  private final OrdersWatch orders;
  private final OrderedWishes wishes;
  private final GuardRails rails;
  private final RescaleProposal proposal;
  private final RescaleInProgress rescale;
  private final SecondLook secondLook;
  private final OutageWatch outages;
  private final SlotMemory slots;
  private final IdleWatch idle;
  private final ObjectiveWatch objective;

  /** The run that the last step has seen at work, for which savepoints may be tidied up. */
  private Optional<String> seenRun = Optional.empty();

  /**
   * The id of the rescale that this object began itself and has carried on at every step since. A
   * rescale that it found in the journal, as after a crash, is not meant.
   */
  private Optional<String> begun = Optional.empty();

  private LoadWatch load = LoadWatch.NONE;

  /** The begin of the last step; empty before the first. */
  private Optional<LastStep> lastStep = Optional.empty();

  /**
   * A loop that has seen nothing yet; what it must know from before, it reads from the stores.
   *
   * @param kept the stores of the job, in which nobody else writes what is known of it
   * @param rescaleIds gives an id of 32 hexadecimal digits for each rescale, never the same twice
   */
  public JobController(
      JobSettings settings,
      Tuner tuner,
      LimitsOf limitsOf,
      MetricsWindow window,
      JobCluster cluster,
      JobStores kept,
      Supplier<String> rescaleIds,
      SteadyClock clock) {
    this.settings = settings;
    this.tuner = tuner;
    this.limitsOf = limitsOf;
    this.window = window;
    this.cluster = cluster;
    this.stores = StoresInMind.of(kept);
    this.clock = clock;
    this.observations =
        new ObservationKeeper(settings.jobName(), settings.measurement(), stores.observations());
    this.decisions = new DecisionKeeper(settings.jobName(), stores.decisions(), clock);
    this.lateLaunches = new LateLaunches(settings.jobName(), stores.journal());
    this.dates = new LookDates(settings.jobName(), settings.topK(), stores);
    this.runs = new RunFollower(settings.jobName(), tuner, stores, cluster, clock);
    this.savepoints =
        new SavepointKeeper(
            settings.savepoints(),
            stores.savepoints(),
            stores.journal(),
            cluster.savepoints(),
            clock);
    ExpectedOutage expectations =
        new ExpectedOutage(
            settings.jobName(), settings.payback().expectedDowntime(), stores.journal());
    RescaleAge age = new RescaleAge(settings.jobName(), stores.ages(), clock);
    this.outages =
        new OutageWatch(settings.jobName(), stores, expectations, cluster.runs(), age, clock);
    this.orders = new OrdersWatch(settings.jobName(), stores, clock);
    this.wishes = new OrderedWishes(settings, orders, stores.journal());
    this.rails = new GuardRails(settings, stores, cluster.vetoes(), clock);
    this.proposal =
        new RescaleProposal(
            settings,
            cluster.planner(),
            cluster.hook(),
            new RestartGuards(settings.jobName(), settings.timing(), stores, clock),
            rails,
            expectations,
            decisions,
            rescaleIds,
            clock);
    this.secondLook = new SecondLook(cluster.monitor(), dates);
    this.slots =
        new SlotMemory(settings.jobName(), stores, settings.timing().holdAfterFailure(), clock);
    this.idle = new IdleWatch(settings.timing().idleTime(), clock);
    this.objective = new ObjectiveWatch(settings.objective(), clock);
    this.rescale = new RescaleInProgress(cluster, stores, lateLaunches, savepoints, age, clock);
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
    StepOutcome outcome = carryOnOrLook();
    outages.see(outcome);
    boolean isDown = outcome.isRescaling() || outages.outage().isPresent();
    if (isDown && outcome.runningJobId().isEmpty()) {
      objective.seeDown();
    }
    return outcome;
  }

  /** The outage of the job that goes on after the last step; empty if the job is up. */
  public Optional<JobOutage> outage() {
    return outages.outage();
  }

  /**
   * How far the job has kept its objective until the last step; empty if it has none, or its lag is
   * not known now.
   */
  public Optional<KeptObjective> objective() {
    return objective.kept();
  }

  /** Goes on from an outage that the former controller of this loop knew of. */
  public void goOnFrom(Optional<JobOutage> known) {
    outages.goOnFrom(known);
  }

  /** The orders of people that the last step has obeyed. */
  public OrderNews orders() {
    return orders.news();
  }

  /** Gives up what waits for an answer: no step follows. */
  public void giveUp() {
    cluster.hook().giveUp();
  }

  /**
   * How many requests to the job's cluster have got no reply of Flink so far; jobs that share its
   * client share the count.
   */
  public long restErrors() {
    return cluster.restErrors().getAsLong();
  }

  /**
   * Whether a rescale of the job is unfinished.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store fails
   */
  public boolean isRescaling() {
    return stores.journal().unfinished(jobName()).isPresent();
  }

  /**
   * Whether a command may be about to start the job. Only this object knows the command that it has
   * begun; another one would have to wait until the command's time is over.
   *
   * @throws io.conttune.core.StoreUnavailableException if the store fails
   */
  public boolean isLaunchingByCommand() {
    return stores
        .journal()
        .unfinished(jobName())
        .filter(entry -> entry.stage() == Stage.SUBMITTING)
        .flatMap(entry -> entry.attempt().claim())
        .isPresent();
  }

  private StepOutcome carryOnOrLook() {
    orders.beginStep();
    boolean present = lastStep.filter(last -> !last.wasLongAgo(clock)).isPresent();
    lastStep = Optional.of(LastStep.now(clock));
    Optional<String> inMind = present ? begun : Optional.empty();
    // Set again only once the step has ended: a controller that cannot reach its store or Flink
    // counts as away.
    begun = Optional.empty();
    outages.recall();
    Optional<RescaleEntry> unfinished = stores.journal().unfinished(jobName());
    unfinished.ifPresent(outages::expect);
    try {
      if (unfinished.isEmpty()) {
        return tidyOrLook();
      }
      seenRun = Optional.empty();
      StepOutcome outcome = rescale.carryOn(unfinished.get(), inMind);
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
    StepOutcome outcome = lookOnly();
    outages.see(outcome);
    return outcome;
  }

  private StepOutcome lookOnly() {
    try {
      return cluster
          .monitor()
          .look()
          .match(seen -> watched(seen.snapshot()), StepOutcome.Waiting::new);
    } catch (FlinkUnavailableException e) {
      return new StepOutcome.Unreachable(e.getMessage(), Optional.empty());
    }
  }

  private StepOutcome watched(JobSnapshot snapshot) {
    return window
        .add(snapshot)
        .match(
            ready -> new StepOutcome.Observed(snapshot, ready.metrics()),
            notReady -> new StepOutcome.Measuring(snapshot, notReady.reason()));
  }

  /**
   * Deals with old savepoints only after a step that found nothing else to do, so that tidying up
   * never delays a rescale.
   */
  private StepOutcome tidyOrLook() throws FlinkUnavailableException {
    Optional<SavepointKeeper.Disposed> tidied =
        seenRun.flatMap(jobId -> savepoints.step(jobName(), jobId));
    seenRun = Optional.empty();
    return tidied.isPresent() ? new StepOutcome.Tidied(tidied.get()) : look();
  }

  private StepOutcome look() throws FlinkUnavailableException {
    JobSighting sighting = cluster.monitor().look();
    Optional<StepOutcome.LateLaunch> late = lateLaunches.handled(sighting, cluster.redeployer());
    return late.isPresent()
        ? late.get()
        : sighting.match(seen -> follow(seen.snapshot()), this::notSeen);
  }

  private StepOutcome notSeen(JobSighting.NotSeen sighting) throws FlinkUnavailableException {
    endIn(sighting).ifPresent(runs::ended);
    // A job that is down is paused too, and an order ends whether or not the job is there.
    orders.see();
    Optional<StepOutcome> again =
        settings.mode() != Mode.OBSERVE
            ? rescale.takenUpAgain(jobName(), sighting, orders.inForce())
            : Optional.empty();
    return again.orElseGet(() -> new StepOutcome.Waiting(sighting));
  }

  private static Optional<JobSighting.Ended> endIn(JobSighting.NotSeen sighting) {
    return sighting
        .cause()
        .match(
            noJob -> Optional.empty(),
            untunable -> Optional.empty(),
            Optional::of,
            several -> Optional.empty());
  }

  private StepOutcome follow(JobSnapshot look) throws FlinkUnavailableException {
    // Only now: an order that cannot be read must not stand in the way of an unfinished rescale.
    rails.pauseAfterFailures();
    orders.see();
    // What is known of the job is found under its present keys only once it is followed.
    Optional<JobChange> change = runs.follow(look);
    JobSnapshot snapshot = dates.dated(look);
    // A person may ask for rescales where the tuner only recommends; they leave savepoints, too.
    if (settings.mode() != Mode.OBSERVE) {
      seenRun = Optional.of(snapshot.jobId());
    }
    WindowResult measured = window.add(snapshot);
    objective.see(snapshot, measured);
    return change.isPresent()
        ? new StepOutcome.Changed(snapshot, change.get())
        : measured.match(
            ready -> measured(snapshot, ready),
            notReady -> new StepOutcome.Measuring(snapshot, notReady.reason()));
  }

  private StepOutcome measured(JobSnapshot snapshot, WindowResult.Ready ready)
      throws FlinkUnavailableException {
    observations.keep(ready.metrics(), fingerprints.of(snapshot.graph()));
    if (settings.mode() == Mode.OBSERVE) {
      wishes.refuseAll();
      return new StepOutcome.Observed(snapshot, ready.metrics());
    }
    return limitsOf
        .limits(snapshot)
        .match(
            known -> decide(snapshot, ready, pinned(snapshot, slots.narrowed(known, snapshot))),
            misfit -> new StepOutcome.Misfit(snapshot, misfit.faults()));
  }

  private PinnedLimits pinned(JobSnapshot snapshot, LimitsOf.Fit.Known limits) {
    RailedLimits railed = RailedLimits.of(limits, snapshot, settings.guardRails(), clock.instant());
    return PinnedLimits.of(railed, snapshot.graph(), orders.inForce().pins());
  }

  private StepOutcome decide(JobSnapshot snapshot, WindowResult.Ready ready, PinnedLimits pinned)
      throws FlinkUnavailableException {
    LimitsOf.Fit.Known limits = pinned.limits();
    JobMetrics metrics = ready.metrics();
    load = load.after(snapshot.graph(), ready.pieces());
    Optional<Duration> sinceChange = load.sinceChange(snapshot.takenAt());
    TunerState state = stores.tunerStates().tunerState(jobName()).orElseGet(tuner::initialState);
    TuningInput input =
        new TuningInput(
            snapshot.graph(),
            metrics,
            stores
                .observations()
                .history(jobName(), fingerprints.of(snapshot.graph()), settings.topK()),
            limits.limits(),
            state,
            ready.pieces(),
            ready.wholePeriods());
    Tuned tuned = idle.see(tuner.name(), input).orElseGet(() -> tuner.decide(input));
    Decision decision =
        tuned
            .decision()
            .noting(limits.notes())
            .noting(pinned.notes())
            .noting(sinceChange.map(JobController::ago).stream().toList())
            .noting(objective.notes())
            .noting(snapshot.arrivals().origins(snapshot.graph()));
    rails.see(snapshot, decision);
    Optional<Wish> ordered = wishes.wish(snapshot.graph(), pinned, decision, state, tuned.state());
    RescaleProposal.WeighedRescale weighed =
        ordered.isPresent()
            ? proposal.weigh(snapshot, metrics, ordered.get(), limits.limits(), orders.inForce())
            : decision.match(
                wanted ->
                    proposal.weigh(
                        snapshot,
                        metrics,
                        Wish.ofTuner(
                            wanted
                                .noting(UniformPrice.notes(tuner, input, snapshot, wanted))
                                .noting(
                                    pinned
                                        .railed()
                                        .stepsAtLimit(snapshot.graph(), wanted.parallelism())),
                            tuned.state()),
                        limits.limits(),
                        orders.inForce()),
                hold -> held(snapshot, hold, state, tuned.state()));
    Optional<String> doubt =
        weighed.entry().isPresent() && ordered.isEmpty()
            ? secondLook.against(snapshot)
            : Optional.empty();
    if (doubt.isPresent()) {
      return new StepOutcome.Measuring(snapshot, doubt.get());
    }
    boolean tunerHolds = decision.match(rescale -> false, hold -> true);
    if (ordered.isPresent() && weighed.entry().isEmpty() && tunerHolds) {
      // What the tuner has learnt does not depend on an order that waits.
      remember(state, tuned.state());
    }
    // The decision is written before the entry that is acted on, so that its reason is on record.
    StepOutcome.News news = decisions.keep(weighed.record());
    try {
      weighed.entry().ifPresent(stores.journal()::write);
    } catch (SlotsTakenException taken) {
      DecisionRecord refused =
          decisions.record(
              snapshot, Outcome.REFUSED, List.of(taken.getMessage()), weighed.record().decision());
      return new StepOutcome.Decided(
          snapshot, metrics, refused, limits, decisions.keep(refused), Optional.empty());
    }
    begun = weighed.record().rescaleId();
    if (begun.isPresent()) {
      ordered.flatMap(Wish::request).ifPresent(orders::begun);
    }
    Optional<Duration> reaction = begun.flatMap(id -> sinceChange);
    if (begun.isPresent()) {
      load = load.answered();
    }
    return new StepOutcome.Decided(snapshot, metrics, weighed.record(), limits, news, reaction);
  }

  private static String ago(Duration sinceChange) {
    return "the load changed %.1f s before this decision".formatted(Seconds.of(sinceChange));
  }

  private RescaleProposal.WeighedRescale held(
      JobSnapshot snapshot, Decision.Hold hold, TunerState before, TunerState after) {
    remember(before, after);
    DecisionRecord record = decisions.record(snapshot, Outcome.HELD, List.of(), hold);
    return new RescaleProposal.WeighedRescale(record, Optional.empty());
  }

  private void remember(TunerState before, TunerState after) {
    if (!after.equals(before)) {
      stores.tunerStates().saveTunerState(jobName(), after);
    }
  }
}
