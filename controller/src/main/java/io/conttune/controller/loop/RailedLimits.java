package io.conttune.controller.loop;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The limits of one decision after the guard rails of the job: no operator takes a larger step than
 * they allow or grows beyond the slots of its cluster's budget, and none has fewer subtasks than
 * the time of day asks for.
 *
 * @param widest the limits without the guard rails
 * @param limits the limits with them
 * @param budget the part of the job in the slots of its cluster; empty if there is no budget
 * @param required the parallelism of each operator that has fewer subtasks than it must
 * @param notes one sentence for each guard rail that counts now, for a person
 */
record RailedLimits(
    LimitsOf.Fit.Known widest,
    LimitsOf.Fit.Known limits,
    Optional<SlotBudget> budget,
    Map<OperatorId, Integer> required,
    List<String> notes) {
  RailedLimits {
    required = Map.copyOf(required);
    notes = List.copyOf(notes);
  }

  /** These limits at this moment. */
  static RailedLimits of(
      LimitsOf.Fit.Known limits, JobSnapshot job, GuardRailsConfig rails, Instant now) {
    Optional<SlotBudget> budget = SlotBudget.of(rails, job, limits);
    Map<OperatorId, String> ceilings = new LinkedHashMap<>(limits.ceilings());
    Optional<Map.Entry<String, Integer>> floor = rails.leastAt(now);
    Map<OperatorId, Bounds> bounds = new LinkedHashMap<>(limits.limits().bounds());
    Map<OperatorId, Integer> required = new LinkedHashMap<>();
    for (JobVertex vertex : job.graph().vertices()) {
      Bounds given = limits.limits().of(vertex.id());
      if (!given.isFixed()) {
        Bounds wide = budget.map(part -> part.capped(given, vertex)).orElse(given);
        if (wide.most() < given.most()) {
          ceilings.put(vertex.id(), budget.orElseThrow().sentence());
        }
        Bounds narrow = floored(stepped(wide, vertex.parallelism(), rails), wide, floor);
        bounds.put(vertex.id(), narrow);
        if (floor.isPresent() && vertex.parallelism() < narrow.least()) {
          required.put(vertex.id(), narrow.least());
        }
      }
    }
    return new RailedLimits(
        limits,
        new LimitsOf.Fit.Known(limits.limits().within(bounds), limits.notes(), ceilings),
        budget,
        required,
        Stream.concat(
                floor
                    .map(
                        entry ->
                            "guard-rails.at-least: %d subtasks or more (%s)"
                                .formatted(entry.getValue(), entry.getKey()))
                    .stream(),
                budget
                    .map(SlotBudget::sentence)
                    .filter(sentence -> ceilings.containsValue(sentence))
                    .stream())
            .toList());
  }

  /** The same without guard rails. */
  RailedLimits unrailed() {
    return new RailedLimits(widest, widest, Optional.empty(), Map.of(), List.of());
  }

  private static Bounds stepped(Bounds wide, int present, GuardRailsConfig rails) {
    int most =
        rails
            .largestStepUp()
            .map(step -> Math.max(wide.least(), Math.min(wide.most(), present + step)))
            .orElse(wide.most());
    int least =
        rails
            .largestStepDown()
            .map(step -> Math.min(wide.most(), Math.max(wide.least(), present - step)))
            .orElse(wide.least());
    return new Bounds(Math.min(least, most), Math.max(least, most));
  }

  private static Bounds floored(
      Bounds narrow, Bounds wide, Optional<Map.Entry<String, Integer>> floor) {
    int least =
        floor
            .map(entry -> Math.max(narrow.least(), Math.min(wide.most(), entry.getValue())))
            .orElse(narrow.least());
    return new Bounds(least, Math.max(narrow.most(), least));
  }

  /** One sentence for each operator that a plan gives just as much as its step may be. */
  List<String> stepsAtLimit(JobGraph graph, Map<OperatorId, Integer> plan) {
    List<String> sentences = new ArrayList<>();
    for (JobVertex vertex : graph.vertices()) {
      int chosen = plan.get(vertex.id());
      Bounds given = widest.limits().of(vertex.id());
      Bounds wide = budget.map(part -> part.capped(given, vertex)).orElse(given);
      Bounds narrow = limits.limits().of(vertex.id());
      if (chosen > vertex.parallelism() && chosen == narrow.most() && chosen < wide.most()) {
        sentences.add(sentence(vertex, chosen, "largest-step-up", chosen - vertex.parallelism()));
      } else if (chosen < vertex.parallelism()
          && chosen == narrow.least()
          && chosen > wide.least()) {
        sentences.add(sentence(vertex, chosen, "largest-step-down", vertex.parallelism() - chosen));
      }
    }
    return sentences;
  }

  private static String sentence(JobVertex vertex, int chosen, String key, int step) {
    return "%s: %d is as far as guard-rails.%s %d lets it go at once"
        .formatted(vertex.name(), chosen, key, step);
  }
}
