package io.conttune.benchmark.jmh;

import io.conttune.benchmark.simulator.job.Disturbances;
import io.conttune.benchmark.simulator.run.Case;
import io.conttune.benchmark.simulator.run.Run;
import io.conttune.benchmark.simulator.run.RunTerms;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.OperatorModel.Input;
import io.conttune.benchmark.simulator.workload.RestartModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.Tuner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A job of ten lines of operators, each behind a source of its own, that gets ten rates one after
 * another and then stays at the last.
 */
final class WideJob {
  private static final int LINES = 10;
  private static final int CHANGES = 10;
  private static final int STEADY = 1_000_000;
  private static final int ENOUGH = 40;
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Instant LAST_CHANGE = Instant.EPOCH.plus(STEP.multipliedBy(CHANGES));
  private static final double UNIT_RATE = 1000;

  /** So little that no decision changes, and enough for every window to change the models. */
  private static final double NOISE = 0.001;

  /** The service's default. */
  private static final double UTILIZATION = 0.8;

  private final int operators;

  /** A job of this many operators, sources included. */
  WideJob(int operators) {
    this.operators = operators;
  }

  /** The contender of this name. */
  static Contender contender(String label) {
    return Arrays.stream(Contender.values())
        .filter(contender -> contender.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** A tuner of this job that has decided nothing yet. */
  Tuner tuner(Contender contender) {
    return contender.loop(asked(contender).context()).tuner();
  }

  /** A run in which nothing changes any more, and what its last step came to. */
  record Steady(Run run, StepOutcome last) {}

  /** Lets the job be tuned at every rate, until it is left as it is for a while. */
  Steady tunedBy(Contender contender) {
    Run run = new Run(asked(contender));
    StepOutcome last = run.step();
    int held = 0;
    while (held < ENOUGH) {
      run.moveOn(last);
      last = run.step();
      held = run.now().isAfter(LAST_CHANGE) && isHeld(last) ? held + 1 : 0;
    }
    return new Steady(run, last);
  }

  private static boolean isHeld(StepOutcome outcome) {
    return outcome
        .decision()
        .filter(decision -> decision.outcome() == DecisionRecord.Outcome.HELD)
        .isPresent();
  }

  private Case asked(Contender contender) {
    List<Double> rates = new ArrayList<>();
    for (int i = 1; i <= CHANGES; i++) {
      rates.add((double) i);
    }
    rates.addAll(Collections.nCopies(STEADY, (double) CHANGES));
    return new Case(
        contender,
        workload(rates),
        RatePlan.of(rates, STEP),
        Disturbances.of(1),
        UTILIZATION,
        RunTerms.STANDARD);
  }

  private Workload workload(List<Double> rates) {
    List<OperatorModel> all = new ArrayList<>();
    for (int i = 0; i < operators; i++) {
      all.add(i < LINES ? source(i) : operator(i));
    }
    return new Workload(
        "wide",
        STEP,
        RestartModel.of(Duration.ofSeconds(17)),
        SourceRateKnowledge.KNOWN,
        64,
        rates,
        all);
  }

  private static OperatorModel source(int index) {
    return new OperatorModel(
        id(index),
        OptionalDouble.of(UNIT_RATE),
        List.of(),
        new Power(10 * UNIT_RATE, 1),
        NOISE,
        0,
        OptionalInt.empty());
  }

  /** Each reads from the one of the same line before it, and differs a little from all others. */
  private static OperatorModel operator(int index) {
    return new OperatorModel(
        id(index),
        OptionalDouble.empty(),
        List.of(new Input(id(index - LINES), 1)),
        new Power(UNIT_RATE * (0.4 + 0.01 * index), 0.9),
        NOISE,
        0,
        OptionalInt.empty());
  }

  private static OperatorId id(int index) {
    return new OperatorId("operator-%04d".formatted(index));
  }
}
