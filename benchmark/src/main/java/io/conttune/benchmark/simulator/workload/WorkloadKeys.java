package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the keys of a workload file. What it returns holds only if no fault was reported. */
final class WorkloadKeys {
  /** The slots of the paper's cluster, and the time for which a rate held there. */
  private static final int SLOTS = 90;

  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Duration RESTART = Duration.ofSeconds(17);

  private static final int MOST_SLOTS = 1 << 15;
  private static final double MOST_RATE = 1e15;
  private static final List<Double> RATES = List.of(1., 2., 3., 4., 5., 6., 7., 8., 9., 10.);

  private WorkloadKeys() {}

  static Workload read(MappingReader keys) {
    String name = keys.require("name", Scalars.text(), "workload", "the name of the job");
    Duration step = keys.get("step", Durations.from(Duration.ofSeconds(1)), STEP);
    RestartModel restarts = restarts(keys);
    SourceRateKnowledge sourceRate =
        keys.get(
            "sourceRateKnown",
            Scalars.bool()
                .map(
                    known -> known ? SourceRateKnowledge.KNOWN : SourceRateKnowledge.UNKNOWN,
                    rate -> rate == SourceRateKnowledge.KNOWN),
            SourceRateKnowledge.KNOWN);
    int slots = keys.get("slots", Scalars.integer(1, MOST_SLOTS), SLOTS);
    List<Double> rates = keys.list("rates", Scalars.number(0, MOST_RATE));
    if (keys.has("rates") && keys.size("rates") == 0) {
      keys.fault("rates", "is empty, expected at least one number");
    }
    List<OperatorModel> operators = operators(keys);
    return new Workload(
        name, step, restarts, sourceRate, slots, rates.isEmpty() ? RATES : rates, operators);
  }

  /** A duration, or a mapping of what a restart depends on. */
  private static RestartModel restarts(MappingReader keys) {
    if (!keys.isSection("restart")) {
      return RestartModel.of(keys.get("restart", Durations.from(Duration.ZERO), RESTART));
    }
    MappingReader restart = keys.section("restart");
    return new RestartModel(
        restart.get("base", Durations.from(Duration.ZERO), RESTART),
        restart.get("perGiB", Durations.from(Duration.ZERO), Duration.ZERO),
        restart.get("spread", Scalars.number(0, 1), 0.0),
        restart.get("failures", Scalars.number(0, 1), 0.0));
  }

  private static List<OperatorModel> operators(MappingReader keys) {
    if (!keys.has("operators")) {
      keys.missing("operators", "a list of operators, the first of them a source");
    }
    List<MappingReader> sections = keys.sections("operators");
    if (keys.has("operators") && keys.size("operators") == 0) {
      keys.fault("operators", "is empty, expected at least one source");
    }
    Map<OperatorId, OperatorModel> operators = new LinkedHashMap<>();
    Map<OperatorId, MappingReader> places = new LinkedHashMap<>();
    for (MappingReader section : sections) {
      OperatorModel operator = OperatorKeys.read(section);
      if (operators.putIfAbsent(operator.id(), operator) != null) {
        section.fault("id", "is \"" + operator.id() + "\" a second time, expected another id");
      } else {
        places.put(operator.id(), section);
      }
    }
    places.forEach((id, section) -> checkInputs(operators.get(id), section, operators.keySet()));
    reportCycle(operators, places);
    return connected(operators);
  }

  private static void checkInputs(
      OperatorModel operator, MappingReader section, Set<OperatorId> known) {
    Set<OperatorId> seen = new HashSet<>();
    for (OperatorModel.Input input : operator.inputs()) {
      if (!known.contains(input.from())) {
        section.fault(
            "inputs",
            "names \"%s\", expected one of %s"
                .formatted(input.from(), known.stream().map(OperatorId::value).sorted().toList()));
      } else if (!seen.add(input.from())) {
        section.fault(
            "inputs", "names \"%s\" twice, expected one input from it".formatted(input.from()));
      }
    }
  }

  /** Removes operators whose inputs were all removed before; those that are left form a cycle. */
  private static void reportCycle(
      Map<OperatorId, OperatorModel> operators, Map<OperatorId, MappingReader> places) {
    Set<OperatorId> left = new LinkedHashSet<>(operators.keySet());
    while (left.removeIf(
        id -> operators.get(id).inputs().stream().noneMatch(in -> left.contains(in.from())))) {
      // Until nothing more can be taken out.
    }
    left.stream()
        .findFirst()
        .ifPresent(
            id ->
                places
                    .get(id)
                    .fault("inputs", "are part of a cycle, expected a way from a source on"));
  }

  /** Replaces operators that are wrongly connected, so that reading goes on. */
  private static List<OperatorModel> connected(Map<OperatorId, OperatorModel> operators) {
    List<OperatorModel> result = new ArrayList<>();
    Set<OperatorId> before = new HashSet<>();
    Set<OperatorModel> left = new LinkedHashSet<>(operators.values());
    boolean found = true;
    while (found) {
      List<OperatorModel> next =
          left.stream()
              .filter(o -> o.inputs().stream().allMatch(in -> before.contains(in.from())))
              .toList();
      result.addAll(next);
      next.forEach(operator -> before.add(operator.id()));
      left.removeAll(next);
      found = !next.isEmpty();
    }
    return result.isEmpty() ? List.of(OperatorKeys.STAND_IN) : result;
  }
}
