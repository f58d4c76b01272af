package io.conttune.collector;

import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the partitions that sources read, by the names of their metrics: a Kafka source has {@code
 * <scope>.KafkaSourceReader.topic.<topic>.partition.<n>.currentOffset} for each of them. A subtask
 * adds its names when it is given its partitions, so soon after a start some are missing: a number
 * counts once two lists in a row agree on it.
 */
final class SourcePartitions {
  private static final Pattern PARTITION =
      Pattern.compile("(.*)\\.(topic\\..+\\.partition\\.\\d+)\\.currentOffset");

  private final Map<OperatorId, OptionalInt> last = new HashMap<>();
  private final Map<OperatorId, OptionalInt> agreed = new HashMap<>();
  private Object run = "";

  /** Forgets all numbers if {@code currentRun} is not the one of the last call. */
  void follow(Object currentRun) {
    if (!run.equals(currentRun)) {
      last.clear();
      agreed.clear();
      run = currentRun;
    }
  }

  /** Takes note of all names of metrics that a source has now. */
  void listed(OperatorId source, Set<String> names) {
    OptionalInt now = among(names);
    OptionalInt before = last.getOrDefault(source, OptionalInt.empty());
    last.put(source, now);
    agreed.put(source, now.equals(before) ? now : OptionalInt.empty());
  }

  /** The partitions of a source; empty where it tells none, or not yet for sure. */
  OptionalInt of(OperatorId source) {
    return agreed.getOrDefault(source, OptionalInt.empty());
  }

  /**
   * The partitions in these names. Of several sources in one vertex that with the fewest counts,
   * because each subtask is to have something to read of each.
   */
  static OptionalInt among(Set<String> names) {
    Map<String, Set<String>> byScope = new TreeMap<>();
    for (String name : names) {
      Matcher matcher = PARTITION.matcher(name);
      if (matcher.matches()) {
        byScope.computeIfAbsent(matcher.group(1), scope -> new TreeSet<>()).add(matcher.group(2));
      }
    }
    return byScope.values().stream().mapToInt(Set::size).min();
  }
}
