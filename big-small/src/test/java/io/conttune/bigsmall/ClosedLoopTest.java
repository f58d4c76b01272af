package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.RbfSurrogate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tuner in a loop with a simulated job, as a controller would run it. */
class ClosedLoopTest {
  private static final int WINDOWS_PER_RATE = 12;

  private final ContTuneTuner tuner = Tuning.tuner(ContTuneSettings.DEFAULT, new RbfSurrogate());
  private final SimulatedJob job = new SimulatedJob(4);
  private History history = History.empty(5);
  private TunerState state = tuner.initialState();
  private int bigs;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sustainsEveryRateAndNeedsNoMoreRescalesForRatesSeenBefore(long seed) {
    List<Integer> rates =
        new ArrayList<>(List.of(100, 200, 300, 400, 500, 600, 700, 800, 900, 1000));
    Collections.shuffle(rates, new Random(seed));

    int first = play(rates);
    int second = play(rates);

    System.out.printf(
        "seed %d, rates %s: %d rescales, then %d; %d of all were Big%n",
        seed, rates, first, second, bigs);
    assertThat(second).isLessThanOrEqualTo(first);
    assertThat(((TunerState.ContTune) state).largestParallelism()).isLessThanOrEqualTo(32);
  }

  private int play(List<Integer> rates) {
    int rescales = 0;
    for (int rate : rates) {
      job.arriving(rate);
      int needed = settle(rate);
      rescales += needed;
    }
    return rescales;
  }

  /** Plays one rate, which has to be sustained, and left alone, in the last windows. */
  private int settle(int rate) {
    int rescales = 0;
    String last = "";
    for (int window = 0; window < WINDOWS_PER_RATE; window++) {
      Decision decision = step();
      last = decision.reason();
      if (decision instanceof Rescale rescale) {
        rescales++;
        bigs += rescale.step() == Step.BIG ? 1 : 0;
        assertThat(window).as("still rescaling at %d lines/s: %s", rate, last).isLessThan(9);
      }
    }
    assertThat(job.sustains()).as("%d lines/s: %s", rate, last).isTrue();
    return rescales;
  }

  private Decision step() {
    TuningInput measured = job.window().input(state);
    TuningInput input =
        new TuningInput(
            measured.graph(), measured.metrics(), history, measured.limits(), measured.state());
    Tuned tuned = tuner.decide(input);
    state = tuned.state();
    remember(input);
    if (tuned.decision() instanceof Rescale rescale) {
      job.rescale(rescale.parallelism());
    }
    return tuned.decision();
  }

  private void remember(TuningInput input) {
    for (OperatorMetrics metrics : input.metrics().operators().values()) {
      OptionalDouble ability = ContTuneSettings.DEFAULT.measurement().processingAbility(metrics);
      if (ability.isPresent()) {
        Observation seen =
            new Observation(
                metrics.id(),
                metrics.parallelism(),
                ability.getAsDouble(),
                input.metrics().until().plusSeconds(1 + history.observations().size()));
        history = history.with(List.of(seen));
      }
    }
  }
}
