package io.conttune.controller.service.report;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names by which the log speaks of a job's operators. Long names, as SQL makes them, are
 * shortened; an operator whose name is that of another one carries its id. Not thread-safe.
 */
final class OperatorNames {
  private static final int LONGEST = 80;
  private static final int ID_DIGITS = 8;
  private static final int LONGEST_TEXT = 4000;

  private Map<OperatorId, String> names = Map.of();

  /** What the log says in place of each long name. */
  private Map<String, String> shortNames = Map.of();

  /** From now on the names of this graph count. */
  void learn(JobGraph graph) {
    Map<String, Integer> uses = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      uses.merge(shortened(vertex.name()), 1, Integer::sum);
    }
    Map<OperatorId, String> result = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      String name = shortened(vertex.name());
      result.put(
          vertex.id(), uses.get(name) == 1 ? name : "%s (%s)".formatted(name, digits(vertex)));
    }
    names = result;
    shortNames = shortNames(graph);
  }

  /** The longest first: a name may be the begin of another one. */
  private static Map<String, String> shortNames(JobGraph graph) {
    Map<String, String> result = new LinkedHashMap<>();
    graph.vertices().stream()
        .map(JobVertex::name)
        .filter(name -> name.length() > LONGEST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(name -> result.put(name, shortened(name)));
    return result;
  }

  /** The same text with the long names in it shortened, cut where it is still too long to read. */
  String shortenedIn(String text) {
    String shorter = text;
    if (text.length() > LONGEST) {
      for (Map.Entry<String, String> name : shortNames.entrySet()) {
        shorter = shorter.replace(name.getKey(), name.getValue());
      }
    }
    int more = shorter.length() - LONGEST_TEXT;
    return more > 0
        ? "%s… (and %d characters more)".formatted(shorter.substring(0, LONGEST_TEXT), more)
        : shorter;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
  }

  private static String digits(JobVertex vertex) {
    String id = vertex.id().value();
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }

  /** The name of an operator; its id if it is not known. */
  String of(OperatorId id) {
    return names.getOrDefault(id, id.value());
  }

  /** The same numbers by name. */
  <N extends Number> Map<String, N> named(Map<OperatorId, N> numbers) {
    Map<String, N> result = new LinkedHashMap<>();
    numbers.forEach((id, number) -> result.put(of(id), number));
    return result;
  }
}
