package io.conttune.benchmark.simulator.job;

import io.conttune.benchmark.simulator.job.Deployment.Fate;
import io.conttune.benchmark.simulator.job.SimulationRecorder.JobPresence;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.RestartModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job in virtual time. Between two events (a change of rate, the end of a downtime, a backlog
 * that is gone, a span of noise) all rates are constant, so that it moves from event to event and
 * what it counts is exact. Not thread-safe.
 */
public final class SimulatedJob {
  private static final double NO_TIME = 1e-9;
  private static final double MILLIS = 1000;
  private static final double ROUNDING = 1e-9;

  private final Workload workload;
  private final RatePlan plan;
  private final Disturbances disturbances;
  private final SimulationRecorder ledger;
  private final Network network;

  private final double[] backlog;
  private final double[] produced;
  private final double[] processed;
  private final Arrivals[] arrivals;

  private Deployment deployment;
  private Counters counters;
  private Instant now = Instant.EPOCH;
  private Instant haltedAt = Instant.EPOCH;
  private boolean isHalted;
  private int restarts;
  private double[] throughput;

  /**
   * A job that runs from the epoch on.
   *
   * @param jobId id of the first run
   * @param parallelism of the first run, by operator
   * @param ledger is told of every span of time
   */
  public SimulatedJob(
      Workload workload,
      RatePlan plan,
      Disturbances disturbances,
      SimulationRecorder ledger,
      String jobId,
      Map<OperatorId, Integer> parallelism) {
    this.workload = workload;
    this.plan = plan;
    this.disturbances = disturbances;
    this.ledger = ledger;
    network = new Network(workload);
    backlog = new double[network.size()];
    produced = new double[network.size()];
    processed = new double[network.size()];
    arrivals = Stream.generate(Arrivals::new).limit(network.size()).toArray(Arrivals[]::new);
    deployment = new Deployment(workload, jobId, parallelism, now, Fate.COMES_UP);
    counters = new Counters(network.size());
    throughput = deployment.throughput(1);
  }

  /** Lets virtual time pass. */
  public void advanceTo(Instant until) {
    while (now.isBefore(until)) {
      Instant next = earliest(until, endOfStep(), endOfSpan());
      if (now.isBefore(deployment.upAt())) {
        next = earliest(next, deployment.upAt(), next);
      }
      pass(seconds(now, next));
      now = next;
    }
  }

  private Instant endOfStep() {
    int index = plan.indexAt(now);
    Instant end = plan.startOf(index + 1);
    return end.isAfter(now) ? end : Instant.MAX;
  }

  private Instant endOfSpan() {
    return Instant.ofEpochMilli((span() + 1) * Disturbances.SPAN.toMillis());
  }

  private long span() {
    return now.toEpochMilli() / Disturbances.SPAN.toMillis();
  }

  private static Instant earliest(Instant one, Instant other, Instant third) {
    Instant first = one.isBefore(other) ? one : other;
    return first.isBefore(third) ? first : third;
  }

  /** Ends the present run; until another is up the job is down. */
  void halt() {
    haltedAt = now;
    isHalted = true;
  }

  /**
   * Begins another run, which is up when the restart's downtime is over, or fails then. What takes
   * the place of a run that has failed comes up.
   */
  void redeploy(String jobId, Map<OperatorId, Integer> parallelism) {
    RestartModel model = workload.restarts();
    restarts++;
    Fate fate =
        deployment.comesUp() && disturbances.isFailure(restarts, model.failures())
            ? Fate.FAILS
            : Fate.COMES_UP;
    double factor = disturbances.ofRestart(restarts, model.spread());
    Instant over = haltedAt.plusMillis(Math.round(workload.restart().toMillis() * factor));
    Instant upAt = over.isBefore(now) ? now : over;
    deployment = new Deployment(workload, jobId, parallelism, upAt, fate);
    isHalted = false;
    counters = new Counters(network.size());
  }

  /** Returns whether the run has failed instead of coming up. */
  boolean hasFailed() {
    return !deployment.comesUp() && !now.isBefore(deployment.upAt());
  }

  private void pass(double seconds) {
    double rate = plan.at(now);
    throughput = deployment.throughput(disturbances.driftAt(now));
    double left = seconds;
    while (left > NO_TIME) {
      double step = isUp() ? work(rate, left) : wait(rate, left);
      left -= step;
      tell(rate, step);
    }
  }

  private double wait(double rate, double seconds) {
    for (int source : network.sources()) {
      double arrived = network.unitRate(source) * rate * seconds;
      arrivals[source].add(network.unitRate(source) * rate, seconds);
      produced[source] += arrived;
      backlog[source] += arrived;
    }
    return seconds;
  }

  /** Works until the time is over or a backlog is gone, and returns how long that was. */
  private double work(double rate, double longest) {
    double[] offered = new double[network.size()];
    for (int source : network.sources()) {
      double arriving = network.unitRate(source) * rate;
      offered[source] = backlog[source] > 0 ? throughput[source] : arriving;
    }
    Flow flow = network.flow(offered, throughput);
    double seconds = longest;
    for (int source : network.sources()) {
      double shrinks = flow.processed(source) - network.unitRate(source) * rate;
      if (backlog[source] > 0 && shrinks > 0) {
        seconds = Math.min(seconds, backlog[source] / shrinks);
      }
    }
    for (int source : network.sources()) {
      move(source, network.unitRate(source) * rate, flow.processed(source), seconds);
    }
    count(flow, seconds);
    return seconds;
  }

  private void move(int source, double arriving, double reading, double seconds) {
    arrivals[source].add(arriving, seconds);
    produced[source] += arriving * seconds;
    processed[source] += reading * seconds;
    double after = backlog[source] + (arriving - reading) * seconds;
    // Rounding leaves a tiny backlog where there is none.
    boolean gone = after <= ROUNDING * Math.max(1, arriving);
    processed[source] += gone ? after : 0;
    backlog[source] = gone ? 0 : after;
  }

  /**
   * Noise makes an operator's processing ability look larger or smaller than it is, by the useful
   * time that is measured. The records of a window miss the real rate by the rate error. Neither
   * touches a saturated operator: it is busy all the time, and what it counts is its capacity.
   */
  private void count(Flow flow, double seconds) {
    for (int o = 0; o < network.size(); o++) {
      boolean saturated = flow.processed(o) >= throughput[o] * (1 - ROUNDING);
      double rateError = saturated ? 1 : disturbances.ofRecords(span());
      double noise =
          saturated ? 1 : disturbances.ofUsefulTime(o, span(), workload.operators().get(o).noise());
      double counted = Math.min(flow.processed(o) * rateError, throughput[o]);
      double busy = counted / (deployment.ability(o) * disturbances.driftAt(now)) * noise;
      counters.add(
          o,
          counted * seconds,
          counted * seconds * network.written(o),
          Math.min(1, busy),
          Math.min(1, busy * busiestShare(o)),
          flow.isBlocked(o),
          MILLIS * seconds,
          deployment.subtasks(o));
    }
  }

  private double busiestShare(int operator) {
    return workload.operators().get(operator).busiestShare(deployment.subtasks(operator));
  }

  private void tell(double rate, double seconds) {
    ledger.passed(
        new SimulationRecorder.Span(
            now,
            seconds,
            isUp() ? JobPresence.UP : JobPresence.DOWN,
            missingShare(rate),
            deployment.slots(),
            lagSeconds()));
  }

  private double missingShare(double rate) {
    if (!isUp()) {
      return 1;
    }
    double carried = 1;
    for (int o = 0; o < network.size(); o++) {
      double demand = network.demand(o, rate);
      if (demand > throughput[o] * (1 + ROUNDING)) {
        carried = Math.min(carried, throughput[o] / demand);
      }
    }
    return 1 - carried;
  }

  private double lagSeconds() {
    double oldest = 0;
    for (int source : network.sources()) {
      oldest = Math.max(oldest, arrivals[source].ageOfOldest(backlog[source]));
    }
    return oldest;
  }

  private static double seconds(Instant from, Instant to) {
    return (to.toEpochMilli() - from.toEpochMilli()) / MILLIS;
  }

  /** The present virtual time. */
  Instant now() {
    return now;
  }

  /** Returns whether the run is up: all its subtasks work. */
  public boolean isUp() {
    return !isHalted && deployment.comesUp() && !now.isBefore(deployment.upAt());
  }

  /** The run that is up, or on its way up. */
  Deployment deployment() {
    return deployment;
  }

  Counters counters() {
    return counters;
  }

  Workload workload() {
    return workload;
  }

  /** Records that wait for the source at this position. */
  public double backlog(int operator) {
    return backlog[operator];
  }

  /** Records that were ever produced for the source at this position. */
  public double produced(int operator) {
    return produced[operator];
  }

  /** Records that the source at this position ever read, whatever became of its runs. */
  public double processed(int operator) {
    return processed[operator];
  }
}
