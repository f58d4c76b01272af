package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.Bottlenecks;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tuner in a loop with a job, as a controller runs it. Every window is a minute long, and is a
 * piece of the same run until the next restart.
 */
public final class FluidLoop {
  private static final int MOST_PIECES = 8;

  private final Tuner tuner;
  private final FluidJob job;
  private final List<String> restarts = new ArrayList<>();
  private final List<JobMetrics> pieces = new ArrayList<>();
  private History history = History.empty(5);
  private TunerState state;
  private Decision last;
  private int largest;
  private int played;

  /** A loop that begins with no history. */
  public FluidLoop(Tuner tuner, FluidJob job) {
    this.tuner = tuner;
    this.job = job;
    this.state = tuner.initialState();
  }

  /**
   * The newest observations of each operator and parallelism that the tuner is given; 5 if unset.
   */
  public FluidLoop keeping(int topK) {
    history = new History(topK, history.observations());
    return this;
  }

  /** Plays so many windows. */
  public FluidLoop play(int windows) {
    for (int i = 0; i < windows; i++) {
      step();
    }
    return this;
  }

  /** The reasons of all redeployments. */
  public List<String> restarts() {
    return restarts;
  }

  /** The last decision. */
  public Decision last() {
    return last;
  }

  /** The largest parallelism that any redeployment gave. */
  public int largest() {
    return largest;
  }

  /** What the tuner remembers. */
  public TunerState state() {
    return state;
  }

  /** An observation from before. */
  public FluidLoop remembers(String operator, int parallelism, double ability) {
    Instant before =
        JobFixture.WINDOW_END.minusSeconds(3600).plusSeconds(history.observations().size());
    remember(JobFixture.id(operator), parallelism, ability, before);
    return this;
  }

  private void step() {
    TuningInput window = job.window().input(state);
    played++;
    JobMetrics metrics = now(Bottlenecks.marked(window.graph(), window.metrics(), Set.of()));
    pieces.add(metrics);
    if (pieces.size() > MOST_PIECES) {
      pieces.remove(0);
    }
    TuningInput input =
        new TuningInput(
            window.graph(), metrics, history, window.limits(), state, pieces, Optional.empty());
    Tuned tuned = tuner.decide(input);
    last = tuned.decision();
    state = tuned.state();
    metrics.operators().values().forEach(measured -> remember(measured, metrics.until()));
    if (last instanceof Decision.Rescale rescale) {
      restarts.add(rescale.reason());
      rescale.parallelism().values().forEach(p -> largest = Math.max(largest, p));
      job.rescale(rescale.parallelism());
      pieces.clear();
    }
  }

  private JobMetrics now(JobMetrics measured) {
    Instant until = JobFixture.WINDOW_END.plus(measured.length().multipliedBy(played));
    return new JobMetrics(
        until, measured.length(), measured.operators(), measured.drift(), measured.bursty());
  }

  private void remember(OperatorMetrics measured, Instant at) {
    MeasurementRule.DEFAULT
        .processingAbility(measured)
        .ifPresent(ability -> remember(measured.id(), measured.parallelism(), ability, at));
  }

  private void remember(OperatorId operator, int parallelism, double ability, Instant at) {
    history = history.with(List.of(new Observation(operator, parallelism, ability, at)));
  }
}
