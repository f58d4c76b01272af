package io.conttune.collector;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the metrics of a vertex that a sample needs beyond {@code /jobs/:id}.
 *
 * @param parts what is needed
 * @param head the scope in which Flink puts the metrics of the chain's first operator
 */
record WantedMetrics(Set<Part> parts, String head) implements VertexMetrics.Wanted {
  static final String BUSY = "accumulateBusyTimeMs";
  static final String IDLE = "accumulateIdleTimeMs";
  static final String BACK_PRESSURED = "accumulateBackPressuredTimeMs";
  static final String BUSY_GAUGE = "busyTimeMsPerSecond";
  static final String IDLE_GAUGE = "idleTimeMsPerSecond";
  static final String BACK_PRESSURED_GAUGE = "backPressuredTimeMsPerSecond";
  static final String IN = "numRecordsIn";
  static final String OUT = "numRecordsOut";
  static final String IN_GAUGE = "numRecordsInPerSecond";
  static final String OUT_GAUGE = "numRecordsOutPerSecond";
  static final String PENDING = ".pendingRecords";

  private static final List<String> TIMES = List.of(BUSY, IDLE, BACK_PRESSURED);
  private static final List<String> RECORDS = List.of(IN, OUT);
  private static final List<String> RATES = List.of(IN_GAUGE, OUT_GAUGE);
  private static final List<String> TIME_GAUGES =
      List.of(BUSY_GAUGE, IDLE_GAUGE, BACK_PRESSURED_GAUGE);
  private static final int LONGEST_OPERATOR_NAME = 80;

  /**
   * Reads of a source after which its names are listed again: it may have been given partitions.
   */
  static final int READS_OF_A_LIST = 12;

  /** A group of metrics that is needed or not. */
  enum Part {
    /** The source operator's own counters and its pendingRecords. */
    SOURCE,
    /** Accumulated times, with the record counters of the same moment. */
    ACCUMULATED,
    /** Per-second gauges; if {@link #ACCUMULATED} is wanted too, only in its place. */
    GAUGES
  }

  WantedMetrics {
    parts = Set.copyOf(parts);
  }

  /**
   * The scope of an operator in the names of metrics: Flink cuts its name at 80 characters and puts
   * an underscore for blanks, dots, colons and commas.
   */
  static String scopeOf(String operator) {
    int end = Math.min(operator.length(), LONGEST_OPERATOR_NAME);
    return operator.substring(0, end).replaceAll("[ .:,]", "_");
  }

  /**
   * The scope of the source operator among these names: that of the chain's head, else the only one
   * that begins like a source's.
   */
  static Optional<String> sourceScope(Set<String> names, String head) {
    if (names.contains(head + "." + IN)) {
      return Optional.of(head);
    }
    List<String> sources =
        names.stream()
            .filter(name -> name.startsWith("Source_") && name.endsWith("." + IN))
            .map(name -> name.substring(0, name.length() - IN.length() - 1))
            .toList();
    return sources.size() == 1 ? Optional.of(sources.get(0)) : Optional.empty();
  }

  @Override
  public Set<String> among(Set<String> listed) {
    Set<String> chosen = new HashSet<>();
    if (parts.contains(Part.SOURCE)) {
      addSource(listed, chosen);
    }
    if (parts.contains(Part.ACCUMULATED) && listed.containsAll(TIMES)) {
      chosen.addAll(TIMES);
      chosen.addAll(RECORDS);
    } else if (parts.contains(Part.GAUGES)) {
      chosen.addAll(TIME_GAUGES);
      chosen.addAll(RATES);
    }
    chosen.retainAll(listed);
    return chosen;
  }

  private void addSource(Set<String> listed, Set<String> chosen) {
    listed.stream().filter(name -> name.endsWith(PENDING)).forEach(chosen::add);
    chosen.addAll(RECORDS);
    Optional<String> scope = sourceScope(listed, head);
    scope.ifPresent(s -> RECORDS.forEach(name -> chosen.add(s + "." + name)));
    if (parts.contains(Part.GAUGES)) {
      scope.ifPresent(s -> RATES.forEach(name -> chosen.add(s + "." + name)));
    }
  }

  @Override
  public boolean isCompleteWith(Set<String> chosen, int reads) {
    if (parts.contains(Part.SOURCE) && reads >= READS_OF_A_LIST) {
      return false;
    }
    boolean hasTimes =
        (parts.contains(Part.ACCUMULATED) && chosen.containsAll(TIMES))
            || (parts.contains(Part.GAUGES) && chosen.contains(BUSY_GAUGE));
    boolean wantsTimes = parts.contains(Part.ACCUMULATED) || parts.contains(Part.GAUGES);
    boolean hasPending = chosen.stream().anyMatch(name -> name.endsWith(PENDING));
    return (hasTimes || !wantsTimes) && (hasPending || !parts.contains(Part.SOURCE));
  }
}
