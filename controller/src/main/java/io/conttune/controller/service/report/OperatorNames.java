package io.conttune.controller.service.report;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The names by which the log and the metrics speak of a job's operators. Long names, as SQL makes
 * them, are shortened; an operator whose name is that of another one carries its id. Not
 * thread-safe.
 */
public final class OperatorNames {
  private static final int LONGEST = 80;
  private static final int ID_DIGITS = 8;
  private static final int LONGEST_TEXT = 4000;

  /** The graph that was learnt last; a look at a job seldom shows another one. */
  private Optional<JobGraph> learnt = Optional.empty();

  private Map<OperatorId, String> names = Map.of();

  /** The long names by the begin that they are cut to, the longest first. */
  private Map<String, List<String>> longNames = Map.of();

  /** From now on the names of this graph count. */
  public void learn(JobGraph graph) {
    if (learnt.equals(Optional.of(graph))) {
      return;
    }
    learnt = Optional.of(graph);
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
    longNames = longNames(graph);
  }

  /** The longest first: a name may be the begin of another one. */
  private static Map<String, List<String>> longNames(JobGraph graph) {
    return graph.vertices().stream()
        .map(JobVertex::name)
        .filter(name -> name.length() > LONGEST)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .collect(Collectors.groupingBy(OperatorNames::begin));
  }

  /**
   * The same text with the long names in it shortened, cut where it is still too long to read. Of a
   * longer text the rest is not looked at, which may name every operator of a large job.
   */
  String shortenedIn(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    StringBuilder shorter = new StringBuilder();
    int at = 0;
    while (at < text.length() && shorter.length() <= LONGEST_TEXT) {
      Optional<String> name = longNameAt(at, text);
      shorter.append(name.map(OperatorNames::shortened).orElse(text.substring(at, at + 1)));
      at += name.map(String::length).orElse(1);
    }
    int more = shorter.length() - LONGEST_TEXT + text.length() - at;
    return shorter.length() > LONGEST_TEXT
        ? "%s… (and %d characters more)".formatted(shorter.substring(0, LONGEST_TEXT), more)
        : shorter.toString();
  }

  private Optional<String> longNameAt(int at, String text) {
    return longNames.isEmpty() || text.length() - at <= LONGEST
        ? Optional.empty()
        : longNames.getOrDefault(begin(text.substring(at, at + LONGEST)), List.of()).stream()
            .filter(name -> text.startsWith(name, at))
            .findFirst();
  }

  /** What is left of a long name. */
  private static String begin(String name) {
    return name.substring(0, LONGEST - 1);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : begin(name) + "…";
  }

  private static String digits(JobVertex vertex) {
    String id = vertex.id().value();
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }

  /** The name of an operator; its id if it is not known. */
  public String of(OperatorId id) {
    return names.getOrDefault(id, id.value());
  }

  /** The parallelism of each operator of a job by name, the largest first where there are many. */
  Map<String, Integer> parallelism(JobGraph graph) {
    return named(ForemostOperators.largest(graph.parallelism()));
  }

  /** The same numbers by name, in the same order. */
  <N extends Number> Map<String, N> named(Map<OperatorId, N> numbers) {
    Map<String, N> result = new LinkedHashMap<>();
    numbers.forEach((id, number) -> result.put(of(id), number));
    return result;
  }
}
