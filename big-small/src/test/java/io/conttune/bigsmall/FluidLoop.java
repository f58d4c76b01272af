package io.conttune.bigsmall;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.Bottlenecks;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A tuner in a loop with a job, as a controller runs it. */
final class FluidLoop {
  private final Tuner tuner;
  private final FluidJob job;
  private final List<String> restarts = new ArrayList<>();
  private History history = History.empty(5);
  private TunerState state;
  private Decision last;
  private int largest;

  FluidLoop(Tuner tuner, FluidJob job) {
    this.tuner = tuner;
    this.job = job;
    this.state = tuner.initialState();
  }

  /** Plays so many windows. */
  FluidLoop play(int windows) {
    for (int i = 0; i < windows; i++) {
      step();
    }
    return this;
  }

  /** The reasons of all redeployments. */
  List<String> restarts() {
    return restarts;
  }

  Decision last() {
    return last;
  }

  /** The largest parallelism that any redeployment gave. */
  int largest() {
    return largest;
  }

  TunerState state() {
    return state;
  }

  /** An observation from before. */
  FluidLoop remembers(String operator, int parallelism, double ability) {
    remember(JobFixture.id(operator), parallelism, ability);
    return this;
  }

  private void step() {
    TuningInput window = job.window().input(state);
    JobMetrics metrics = Bottlenecks.marked(window.graph(), window.metrics());
    TuningInput input = new TuningInput(window.graph(), metrics, history, window.limits(), state);
    Tuned tuned = tuner.decide(input);
    last = tuned.decision();
    state = tuned.state();
    metrics.operators().values().forEach(this::remember);
    if (last instanceof Decision.Rescale rescale) {
      restarts.add(rescale.reason());
      rescale.parallelism().values().forEach(p -> largest = Math.max(largest, p));
      job.rescale(rescale.parallelism());
    }
  }

  private void remember(OperatorMetrics measured) {
    MeasurementRule.DEFAULT
        .processingAbility(measured)
        .ifPresent(ability -> remember(measured.id(), measured.parallelism(), ability));
  }

  private void remember(OperatorId operator, int parallelism, double ability) {
    Instant at = JobFixture.WINDOW_END.plusSeconds(1 + history.observations().size());
    history = history.with(List.of(new Observation(operator, parallelism, ability, at)));
  }
}
