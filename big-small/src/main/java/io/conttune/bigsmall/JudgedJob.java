package io.conttune.bigsmall;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.ParallelismGroups;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.core.tuning.Utilization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that one decision knows of a job.
 *
 * @param tuner name of the tuner, for the evidence
 * @param judgement of the job's provisioning
 * @param rates of the job's operators, where the window tells them
 * @param groups of operators that share one parallelism
 * @param bursty operators whose need the window does not show
 * @param plateaus of operators to which more subtasks bring nothing
 * @param memory of this tuner
 */
record JudgedJob(
    String tuner,
    TuningInput input,
    Judgement judgement,
    TargetRates rates,
    ParallelismGroups groups,
    BurstyInputs bursty,
    Map<OperatorId, Plateau> plateaus,
    TunerState.ContTune memory) {

  /** The vertices that run. */
  List<JobVertex> running() {
    return input.graph().vertices().stream()
        .filter(vertex -> input.metrics().operators().containsKey(vertex.id()))
        .toList();
  }

  /** The utilisation of a running vertex at its target rate; 0 if that is not known. */
  double utilization(JobVertex vertex) {
    return rates.match(
        known -> new Utilization(input.metrics(), known).of(vertex.id()), unknown -> 0.0);
  }

  boolean isFixed(OperatorId id) {
    return groups.boundsOf(id).isFixed();
  }

  /** The vertices whose parallelism may be chosen. */
  List<JobVertex> free() {
    return input.graph().vertices().stream().filter(v -> !isFixed(v.id())).toList();
  }

  /** What shows that this operator does not gain by growing from its present parallelism. */
  Optional<Plateau> uselessGrowth(JobVertex vertex) {
    return Optional.ofNullable(plateaus.get(vertex.id()))
        .filter(plateau -> vertex.parallelism() >= plateau.parallelism());
  }

  /** p_max: the largest parallelism that a tunable operator of this job ever had [ContTune §2]. */
  int largestParallelism() {
    List<JobVertex> free = free();
    Set<OperatorId> ids = free.stream().map(JobVertex::id).collect(Collectors.toSet());
    IntStream observed =
        input.history().observations().stream()
            .filter(seen -> ids.contains(seen.operator()))
            .mapToInt(Observation::parallelism);
    IntStream present = free.stream().mapToInt(JobVertex::parallelism);
    return Stream.of(observed, present, IntStream.of(memory.largestParallelism()))
        .flatMapToInt(all -> all)
        .max()
        .orElseThrow();
  }

  /** The largest parallelism that any tunable operator may be given; empty if none is tunable. */
  OptionalInt highestBound() {
    return free().stream().mapToInt(v -> groups.boundsOf(v.id()).most()).max();
  }

  Evidence evidence(Provisioning provisioning, List<OperatorEvidence> operators) {
    return new Evidence(tuner, provisioning, operators, judgement.signs());
  }

  /** Evidence of a decision for which no method was asked. */
  Evidence evidence(Map<OperatorId, Integer> chosen, String why) {
    return evidence(
        judgement.provisioning(),
        running().stream().map(v -> withoutCandidates(v, chosen.get(v.id()), why)).toList());
  }

  private OperatorEvidence withoutCandidates(JobVertex vertex, int chosen, String why) {
    OptionalDouble rate =
        rates.match(
            known -> OptionalDouble.of(known.of(vertex.id()).rate().at(vertex.parallelism())),
            unknown -> OptionalDouble.empty());
    return new OperatorEvidence(
        vertex.id(),
        vertex.name(),
        input.metrics().of(vertex.id()),
        rate,
        OptionalDouble.empty(),
        List.of(),
        chosen,
        why,
        OptionalDouble.empty());
  }
}
