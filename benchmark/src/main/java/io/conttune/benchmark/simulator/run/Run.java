package io.conttune.benchmark.simulator.run;

import io.conttune.benchmark.simulator.job.SimulatedCluster;
import io.conttune.benchmark.simulator.job.SimulatedJob;
import io.conttune.benchmark.simulator.job.SimulatedMonitor;
import io.conttune.benchmark.simulator.job.VirtualClock;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.LoopSetup;
import io.conttune.benchmark.simulator.tuner.TunerContext;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.collector.MetricsWindow;
import io.conttune.controller.loop.JobCluster;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
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
  private final VirtualClock clock = new VirtualClock();
  private final RatePlan plan;
  private final Pace pace;
  private final Recorder recorder;
  private final SimulatedJob job;
  private final JobController controller;

  /** A run that is at its beginning. */
  public Run(Case asked) {
    TunerContext context = asked.context();
    plan = asked.plan();
    recorder = new Recorder(context, asked.terms());
    Supplier<String> ids = new Ids();
    job =
        new SimulatedJob(
            asked.workload(), plan, asked.disturbances(), recorder, ids.get(), asked.first());
    SimulatedCluster cluster = new SimulatedCluster(job);
    InMemoryStore store = new InMemoryStore(clock);
    LoopSetup setup = asked.player().loop(context);
    pace = setup.pace(asked.terms().poll());
    controller =
        new JobController(
            setup.settings(),
            setup.tuner(),
            snapshot -> limits(asked.workload(), snapshot),
            new MetricsWindow(setup.window()),
            new JobCluster(
                new SimulatedMonitor(job, clock),
                cluster,
                cluster,
                cluster,
                cluster,
                cluster,
                Optional.empty()),
            JobStores.in(store),
            ids,
            clock);
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
    Duration wait = pace.after(outcome);
    if (!wait.equals(pace.poll())) {
      return now.plus(wait);
    }
    int step = plan.indexAt(now);
    long sinceChange = Duration.between(plan.startOf(step), now).toMillis();
    long polls = sinceChange / pace.poll().toMillis() + 1;
    Instant poll = plan.startOf(step).plus(pace.poll().multipliedBy(polls));
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
