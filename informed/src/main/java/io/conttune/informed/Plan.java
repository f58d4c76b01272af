package io.conttune.informed;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import io.conttune.core.rates.Seconds;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.LinearMethod;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TuningInput;
import io.conttune.informed.BracketedChoice.Choice;
import io.conttune.informed.BracketedChoice.Question;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parallelism that the job should have for its load, and the grounds for it.
 *
 * @param demand of each running operator
 * @param capacity wanted of each of them
 * @param choices one for each that may be changed
 * @param parallelism of every vertex, unified over FORWARD groups
 * @param bursty operators whose need the piece does not show
 * @param useless growth of operators that would be given more
 */
record Plan(
    Map<OperatorId, Demand> demand,
    Map<OperatorId, Load> capacity,
    Map<OperatorId, Choice> choices,
    Map<OperatorId, Integer> parallelism,
    BurstyInputs bursty,
    UselessGrowth useless) {
  /** The headroom of the target utilisation may take this many times the time to catch up. */
  private static final double PATIENCE = 4;

  Plan {
    demand = Map.copyOf(demand);
    capacity = Map.copyOf(capacity);
    choices = Map.copyOf(choices);
    parallelism = Map.copyOf(parallelism);
  }

  /**
   * Makes the plan.
   *
   * @param factor of the load over that of the newest piece
   */
  static Plan of(
      KnownJob job,
      TargetRates.Known rates,
      double factor,
      BracketedChoice method,
      LinearMethod linearMethod,
      InformedSettings settings) {
    TuningInput input = job.input();
    double utilization =
        Shortage.allSourcesTell(input.graph(), job.newest())
            ? settings.targetUtilization()
            : job.rules().utilizationOfUnknown(settings);
    Map<OperatorId, Demand> demand = new HashMap<>();
    Map<OperatorId, Load> capacity = new HashMap<>();
    for (JobVertex vertex : job.running()) {
      Demand own = rates.of(vertex.id());
      Demand scaled = new Demand(own.rate().times(factor), own.backlog());
      demand.put(vertex.id(), scaled);
      capacity.put(vertex.id(), wanted(scaled, vertex, utilization, settings));
    }
    TuningInput newest =
        new TuningInput(
            input.graph(), job.newest(), input.history(), input.limits(), input.state());
    Map<OperatorId, Candidate> linear = linearMethod.propose(newest, capacity);
    BurstyInputs bursty =
        BurstyInputs.of(input.graph(), job.newest(), Shortage.HELD_UP, settings.catchUp());
    Map<OperatorId, InputParts> inputParts = InputParts.ofEach(input.graph(), input.limits());
    Map<OperatorId, Choice> choices = new HashMap<>();
    Map<OperatorId, Plateau> plateaus = new HashMap<>();
    Set<OperatorId> suspected = new HashSet<>();
    Map<OperatorId, Integer> parallelism = new HashMap<>(input.graph().parallelism());
    for (JobVertex vertex : job.free()) {
      OperatorId id = vertex.id();
      InputParts parts = inputParts.get(id);
      PresentProof present = job.presentProof(id, settings);
      KnownCurve curve = job.rules().credible(job.curveOf(id), present);
      Choice choice =
          method.choose(
              new Question(
                  curve,
                  demand.get(id).rate(),
                  capacity.get(id),
                  capacity.get(id).times(1 / (1 + settings.decisionThreshold())),
                  job.groups().boundsOf(id),
                  linear.get(id),
                  parts,
                  vertex.parallelism()));
      Optional<Plateau> plateau =
          curve.leastProven(capacity.get(id)).isPresent()
              ? Optional.empty()
              : job.rules().plateau(curve, parts);
      Optional<Plateau> limit =
          plateau
              .filter(p -> choice.parallelism() > p.goal())
              .filter(p -> UselessGrowth.isShown(p, vertex, input.pieces()));
      limit.ifPresent(p -> plateaus.put(id, p));
      boolean isSuspected =
          !UselessGrowth.tells(input.pieces())
              && choice.parallelism() > vertex.parallelism()
              && limit.isEmpty()
              && job.rules().gainsLittle(curve, vertex.parallelism(), parts);
      if (isSuspected) {
        suspected.add(id);
      }
      Choice useful = limit.map(p -> choice.instead(p.goal(), p.description())).orElse(choice);
      Choice kept =
          reasonToKeep(job, vertex, bursty, useful)
              .or(() -> isSuspected ? Optional.of(UselessGrowth.AWAITED) : Optional.empty())
              .map(why -> useful.instead(vertex.parallelism(), why))
              .orElse(useful);
      choices.put(id, kept);
      parallelism.put(id, kept.parallelism());
    }
    Map<OperatorId, Integer> needed = job.groups().unified(parallelism);
    int slots = job.free().stream().mapToInt(vertex -> needed.get(vertex.id())).max().orElse(1);
    choices.replaceAll((id, choice) -> choice.withRoom(slots));
    choices.forEach((id, choice) -> parallelism.put(id, choice.parallelism()));
    return new Plan(
        demand,
        capacity,
        choices,
        job.groups().unified(parallelism),
        bursty,
        new UselessGrowth(plateaus, suspected));
  }

  private static Optional<String> reasonToKeep(
      KnownJob job, JobVertex vertex, BurstyInputs bursty, Choice choice) {
    if (job.newest().of(vertex.id()).inputRate() == 0) {
      return Optional.of("received nothing in this piece, keeps " + vertex.parallelism());
    }
    return choice.parallelism() < vertex.parallelism() && job.input().isHeldUpByBursts()
        ? Optional.of("is in a job that bursts hold up, keeps " + vertex.parallelism())
        : bursty.against(vertex, choice.parallelism());
  }

  /**
   * By the utilisation, and more for that part of a backlog for which its headroom would take too
   * long. So a little more backlog never asks for many more subtasks.
   */
  private static Load wanted(
      Demand demand, JobVertex vertex, double utilization, InformedSettings settings) {
    Load steady = demand.rate().times(1 / utilization);
    double headroom = (1 / utilization - 1) * demand.rate().at(vertex.parallelism());
    double leftToHeadroom = PATIENCE * Seconds.of(settings.catchUp()) * headroom;
    double waiting = demand.backlog().at(vertex.parallelism());
    return headroom <= 0 || waiting <= leftToHeadroom
        ? steady
        : steady.plus(
            demand
                .backlogCapacity(
                    settings.catchUp(), settings.negligibleBacklog(), vertex.parallelism())
                .times(1 - leftToHeadroom / waiting));
  }
}
