package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.CachedSurrogate;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A job of two operators, whose histories have grown at each decision. */
class SparingTunerTest {
  private static final int DECISIONS = 50;

  private final AtomicInteger fitted = new AtomicInteger();
  private final CachedSurrogate fits = new CachedSurrogate(new Counting(), 64);
  private final Fitting fitting = new Fitting();
  private final SparingTuner tuner = new SparingTuner(fitting, fits);
  private final TuningInput input =
      new JobFixture()
          .vertex("source", 1, 100, 100, 0.5)
          .vertex("count", 2, 100, 0, 0.5)
          .chain("source", "count")
          .input(new TunerState.None());

  /** Counts what is fitted, and not found in the cache. */
  private final class Counting implements Surrogate {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Model fit(List<Point> points) {
      fitted.incrementAndGet();
      return new LogLogSurrogate().fit(points);
    }
  }

  /** Fits the history of each operator as it is at this decision. */
  private final class Fitting implements Tuner {
    private int decision;

    @Override
    public String name() {
      return "fitting";
    }

    @Override
    public TunerState initialState() {
      return new TunerState.None();
    }

    @Override
    public Tuned decide(TuningInput asked) {
      for (int operator = 0; operator < asked.graph().vertices().size(); operator++) {
        fits.fit(history(operator, decision));
      }
      return new Tuned(
          new Decision.Hold(
              HoldReason.UNSTEADY_RATES,
              "it only fits",
              new Evidence("fitting", Provisioning.NORMAL, List.of(), List.of())),
          asked.state());
    }
  }

  private static List<Point> history(int operator, int decision) {
    return List.of(new Point(1 + operator, 100 + decision, 1));
  }

  @Test
  void keepsTheFitsOfTheLastDecisionsAndNoOthers() {
    for (fitting.decision = 0; fitting.decision < DECISIONS; fitting.decision++) {
      tuner.decide(input);
    }
    assertThat(fitted).hasValue(2 * DECISIONS);

    fitting.decision = DECISIONS - 1;
    tuner.decide(input);
    assertThat(fitted).as("the last decision again").hasValue(2 * DECISIONS);

    fitting.decision = 0;
    tuner.decide(input);
    assertThat(fitted).as("the first decision again").hasValue(2 * DECISIONS + 2);
  }
}
