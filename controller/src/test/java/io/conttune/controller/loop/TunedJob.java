package io.conttune.controller.loop;

import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.objective.Objective;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeJarOnDisk;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.FakeSavepointDisposer;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ScriptedTuner;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job on a cluster in memory, and its control loop, which can be killed and started anew. */
final class TunedJob {
  static final String NAME = "WordCount";
  static final String FIRST_RUN = "f".repeat(32);
  static final Map<OperatorId, Integer> FORMER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  static final Map<OperatorId, Integer> WANTED =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 6);
  static final TunerState FORMER_STATE = new TunerState.ContTune(4);
  static final TunerState STATE_AFTERWARDS = new TunerState.ContTune(16);
  static final Duration POLL = Duration.ofSeconds(1);
  static final LoopTiming TIMING =
      new LoopTiming(
          Duration.ofSeconds(20),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Optional.of(Duration.ofMinutes(1)));

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final InMemoryStore store = new InMemoryStore(clock);
  final FakeJobMonitor monitor = new FakeJobMonitor(NAME, clock.timeline());
  final ScriptedTuner tuner = new ScriptedTuner();
  final FakeRescalePlanner planner = new FakeRescalePlanner();
  final FakeStateFinder storage = new FakeStateFinder();
  final FakeJarOnDisk jar = new FakeJarOnDisk("/opt/jobs/words.jar");
  final FakeSavepointDisposer savepoints = new FakeSavepointDisposer();
  final FakeCluster cluster = new FakeCluster(FakeRescalePlanner::parallelism);
  JobStores stores = JobStores.in(store);
  LimitsOf limits = snapshot -> known(List.of());
  Optional<Objective> objective = Optional.empty();
  ShrinkVetoes vetoes = ShrinkVetoes.NONE;
  PlanHook hook = PlanHook.NONE;
  GuardRailsConfig guardRails = GuardRailsConfig.NONE;
  PaybackRule payback = new PaybackRule(Duration.ofMinutes(15), Duration.ofSeconds(15));
  String selector = NAME;
  Mode mode = Mode.ACT;
  private int rescales;
  private JobController controller;

  TunedJob() {
    cluster.running(FIRST_RUN, FORMER);
    start();
  }

  /** A job whose tuner wants another parallelism, and has another state once it is there. */
  static TunedJob wantingMore() {
    TunedJob job = new TunedJob();
    job.store.saveTunerState(NAME, FORMER_STATE);
    job.tuner.rescale(WANTED, STATE_AFTERWARDS);
    return job;
  }

  /** Whether a launch is of the parallelism that the tuner wants. */
  static boolean isWanted(Launch.Jar launch) {
    return FakeRescalePlanner.parallelism(launch).equals(WANTED);
  }

  static LimitsOf.Fit known(List<String> notes) {
    return new LimitsOf.Fit.Known(
        new Limits(
            Map.of(
                FakeJobMonitor.SOURCE, Bounds.fixed(1), FakeJobMonitor.COUNT, new Bounds(1, 16))),
        notes);
  }

  /** A new loop on the same stores and cluster, as after a crash. */
  void start() {
    controller =
        new JobController(
            new JobSettings(
                selector,
                mode,
                5,
                MeasurementRule.DEFAULT,
                new SavepointRetention(2),
                TIMING,
                payback,
                objective,
                guardRails),
            tuner,
            snapshot -> limits.limits(snapshot),
            new MetricsWindow(
                new WindowSettings(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(2),
                    MetricSource.COUNTERS,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60))),
            new JobCluster(
                monitor,
                planner,
                cluster,
                cluster,
                storage,
                savepoints,
                Optional.of(jar),
                Deployments.unreachable("this test has none"),
                (snapshot, wanted) -> vetoes.against(snapshot, wanted),
                hook,
                () -> 0),
            stores,
            () -> "%032x".formatted(++rescales),
            clock);
  }

  /** One step; then time passes. */
  StepOutcome step() {
    show();
    StepOutcome outcome = controller.step();
    clock.advance(POLL);
    return outcome;
  }

  /** The outage that goes on after the last step. */
  Optional<JobOutage> outage() {
    return controller.outage();
  }

  /** The orders that the last step has obeyed. */
  OrderNews orders() {
    return controller.orders();
  }

  /** One look without a step; then time passes. */
  StepOutcome watch() {
    show();
    StepOutcome outcome = controller.watch();
    clock.advance(POLL);
    return outcome;
  }

  /** Steps until one comes to this, which it returns. */
  <T extends StepOutcome> T stepTo(Class<T> kind) {
    StepOutcome outcome = step();
    for (int steps = 0; !kind.isInstance(outcome); steps++) {
      if (steps > 1000) {
        throw new AssertionError("no " + kind.getSimpleName() + ", but " + outcome);
      }
      outcome = step();
    }
    return kind.cast(outcome);
  }

  /** Carries the rescale that has begun to its end. */
  RescaleEntry finishRescale() {
    StepOutcome.Rescaling rescaling = stepTo(StepOutcome.Rescaling.class);
    for (int steps = 0; !rescaling.after().stage().isFinal(); steps++) {
      if (steps > 1000) {
        throw new AssertionError("no end, but " + rescaling.after());
      }
      rescaling = stepTo(StepOutcome.Rescaling.class);
    }
    return rescaling.after();
  }

  History history() {
    JobGraph graph = store.seenRun(NAME).orElseThrow().graph();
    return store.history(NAME, Fingerprints.of(graph), 5);
  }

  RescaleEntry newestRescale() {
    return store.rescales(NAME, 1).get(0);
  }

  private void show() {
    List<String> live = cluster.liveJobIds();
    if (live.size() == 1 && reachable(live.get(0)) instanceof JobCondition.Present job) {
      if (job.state() == JobState.TRANSITIONAL && job.parallelism().isEmpty()) {
        monitor.showNot(
            new JobSighting.NotSeen(
                live.get(0) + " is starting", new JobSighting.Untunable(live.get(0))));
      } else {
        monitor.show(live.get(0), job.parallelism());
      }
    } else if (live.size() > 1) {
      monitor.showNot(
          new JobSighting.NotSeen(
              live.size() + " live jobs match '" + NAME + "'",
              new JobSighting.Several(live.stream().sorted().toList())));
    } else if (live.isEmpty()) {
      lastEnded().ifPresentOrElse(monitor::showNot, monitor::showNone);
    }
  }

  /** How the run that ended last ended. */
  private Optional<JobSighting.NotSeen> lastEnded() {
    Map<Instant, JobSighting.Ended> ended = new TreeMap<>(Comparator.reverseOrder());
    for (String jobId : cluster.jobIds()) {
      if (reachable(jobId) instanceof JobCondition.Present job && job.endedAt().isPresent()) {
        ended.put(job.endedAt().get(), new JobSighting.Ended(jobId, job.state()));
      }
    }
    return ended.values().stream()
        .findFirst()
        .map(run -> new JobSighting.NotSeen(run.jobId() + " is " + run.state(), run));
  }

  private JobCondition reachable(String jobId) {
    try {
      return cluster.condition(jobId);
    } catch (FlinkUnavailableException out) {
      return new JobCondition.Absent();
    }
  }
}
