package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulatedCluster;
import io.conttune.benchmark.simulator.job.SimulatedJob;
import io.conttune.benchmark.simulator.job.SimulatedMonitor;
import io.conttune.benchmark.simulator.job.VirtualClock;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRate;
import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.JobCluster;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.LoopTiming;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.PaybackRule;
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets the control loop that ships tune a simulated job in virtual time, from the epoch on. */
public final class Run {
  /** Half a window: a drift of the rate shows in three polls, and so a window holds three. */
  static final Duration POLL = Duration.ofSeconds(15);

  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Pace PACE = new Pace(POLL, Duration.ofSeconds(1));

  /**
   * If sources do not report their backlog, catching up after a restart looks like load. For this
   * long nothing is decided then.
   */
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final VirtualClock clock = new VirtualClock();
  private final RatePlan plan;
  private final Recorder recorder;
  private final SimulatedJob job;
  private final JobController controller;

  /** A run that is at its beginning. */
  public Run(Case asked) {
    TunerContext context = asked.context();
    plan = asked.plan();
    recorder = new Recorder(context);
    Supplier<String> ids = new Ids();
    Map<OperatorId, Integer> first = asked.contender().first(context);
    job =
        new SimulatedJob(asked.workload(), plan, asked.disturbances(), recorder, ids.get(), first);
    SimulatedCluster cluster = new SimulatedCluster(job);
    InMemoryStore store = new InMemoryStore(clock);
    controller =
        new JobController(
            settings(asked),
            asked.contender().tuner(context),
            snapshot -> limits(asked.workload(), snapshot),
            new MetricsWindow(asked.contender().window(window())),
            new JobCluster(
                new SimulatedMonitor(job, clock), cluster, cluster, cluster, cluster, cluster),
            JobStores.in(store),
            ids,
            clock);
  }

  private static JobSettings settings(Case asked) {
    boolean known = asked.workload().sourceRate() == SourceRate.KNOWN;
    return new JobSettings(
        asked.workload().name(),
        Mode.ACT,
        asked.contender().topK(),
        MeasurementRule.DEFAULT,
        new SavepointRetention(1),
        new LoopTiming(
            known ? Duration.ZERO : CATCH_UP,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty()),
        new PaybackRule(Duration.ZERO, Duration.ZERO));
  }

  private static WindowSettings window() {
    WindowSettings defaults = WindowSettings.DEFAULT;
    return new WindowSettings(
        WINDOW, WARM_UP, MetricSource.COUNTERS, defaults.staleness(), defaults.gaugeRamp());
  }

  /** Sources stay as they are, as they do by default in the service. */
  private static LimitsOf.Fit limits(Workload workload, JobSnapshot snapshot) {
    Map<OperatorId, Bounds> bounds = new HashMap<>();
    workload
        .operators()
        .forEach(
            operator ->
                bounds.put(
                    operator.id(),
                    operator.isSource()
                        ? Bounds.fixed(snapshot.graph().parallelism().get(operator.id()))
                        : new Bounds(1, workload.most(operator))));
    return new LimitsOf.Fit.Known(new Limits(bounds), List.of());
  }

  /** Runs to the end of the plan. */
  RunResult toEnd() {
    while (clock.instant().isBefore(plan.end())) {
      moveOn(step());
    }
    return recorder.finish();
  }

  /** Virtual time. */
  public Instant now() {
    return clock.instant();
  }

  /** One step of the control loop. */
  public StepOutcome step() {
    StepOutcome outcome = controller.step();
    recorder.stepped(clock.instant(), outcome);
    return outcome;
  }

  /** Lets time pass until the next step after one with this outcome. */
  public void moveOn(StepOutcome outcome) {
    Instant next = next(outcome);
    clock.moveTo(next.isAfter(plan.end()) ? plan.end() : next);
    job.advanceTo(clock.instant());
  }

  /** Without a rescale under way, polls come at the same times after each change of the rate. */
  private Instant next(StepOutcome outcome) {
    Instant now = clock.instant();
    Duration wait = PACE.after(outcome);
    if (!wait.equals(POLL)) {
      return now.plus(wait);
    }
    int step = plan.indexAt(now);
    long sinceChange = Duration.between(plan.startOf(step), now).toMillis();
    Instant poll = plan.startOf(step).plus(POLL.multipliedBy(sinceChange / POLL.toMillis() + 1));
    Instant change = plan.startOf(step + 1);
    return poll.isBefore(change) ? poll : change;
  }

  /** Counts up, so that ids repeat from run to run. */
  private static final class Ids implements Supplier<String> {
    private long next = 1;

    @Override
    public String get() {
      return "0".repeat(16) + HexFormat.of().toHexDigits(next++);
    }
  }
}
