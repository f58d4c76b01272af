package io.conttune.controller.service.report;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.OperatorEvidence;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Orders the operators of an event so that those come first that matter most to its reader: the
 * ones that change, and the busiest, which hold the others up. A line names the first few only, so
 * where it names all they stay in the order of the job.
 */
final class ForemostOperators {
  private static final Comparator<OperatorEvidence> BUSIEST =
      Comparator.<OperatorEvidence>comparingDouble(operator -> operator.metrics().usefulTime())
          .reversed();

  private ForemostOperators() {}

  /** The busiest first. */
  static List<OperatorEvidence> busiest(List<OperatorEvidence> operators) {
    return operators.size() <= ShortLines.MOST_OPERATORS
        ? operators
        : operators.stream().sorted(BUSIEST).toList();
  }

  /** The operators that this decision changes, the busiest first. */
  static List<OperatorEvidence> changed(Decision.Rescale decision) {
    return busiest(
        decision.evidence().operators().stream()
            .filter(o -> decision.parallelism().get(o.id()) != o.metrics().parallelism())
            .toList());
  }

  /** The parallelism that this decision wants: of what changes first, then of the busiest. */
  static Map<OperatorId, Integer> wanted(Decision.Rescale decision) {
    Map<OperatorId, Integer> wanted = decision.parallelism();
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    Stream.concat(changed(decision).stream(), busiest(decision.evidence().operators()).stream())
        .map(OperatorEvidence::id)
        .forEach(id -> result.put(id, wanted.get(id)));
    wanted.forEach(result::putIfAbsent);
    return result;
  }

  /** The parallelism to which a rescale has led: of what it was to change first. */
  static Map<OperatorId, Integer> rescaled(RescaleEntry entry) {
    Map<OperatorId, Integer> former = entry.plan().former();
    Map<OperatorId, Integer> end = parallelismAtEnd(entry);
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    entry.plan().wanted().entrySet().stream()
        .filter(wanted -> !wanted.getValue().equals(former.get(wanted.getKey())))
        .map(Map.Entry::getKey)
        .filter(end::containsKey)
        .forEach(id -> result.put(id, end.get(id)));
    end.forEach(result::putIfAbsent);
    return result;
  }

  /** That at which the job runs, or is to be started by a person if it is down. */
  private static Map<OperatorId, Integer> parallelismAtEnd(RescaleEntry entry) {
    return switch (entry.stage()) {
      case ROLLED_BACK, ABANDONED -> entry.plan().former();
      default -> entry.parallelism();
    };
  }

  /** The largest parallelism first. */
  static Map<OperatorId, Integer> largest(Map<OperatorId, Integer> parallelism) {
    if (parallelism.size() <= ShortLines.MOST_OPERATORS) {
      return parallelism;
    }
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    parallelism.entrySet().stream()
        .sorted(Map.Entry.<OperatorId, Integer>comparingByValue().reversed())
        .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
    return result;
  }
}
