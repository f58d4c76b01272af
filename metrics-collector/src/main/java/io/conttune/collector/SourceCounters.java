package io.conttune.collector;

import io.conttune.core.graph.OperatorId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Chooses the counter that tells how much a source has read. Which of them a source moves depends
 * on Flink and on the source; the first that is seen above 0 is kept for as long as the run lasts,
 * for counters of different operators must not be subtracted from each other.
 */
final class SourceCounters {
  private final Map<OperatorId, Integer> choices = new HashMap<>();
  private Object run = "";

  /** Forgets the choices if {@code currentRun} is not the one of the last call. */
  void follow(Object currentRun) {
    if (!run.equals(currentRun)) {
      choices.clear();
      run = currentRun;
    }
  }

  /** The records read, of candidates in order of preference; 0 if none has moved yet. */
  OptionalLong read(OperatorId source, List<OptionalLong> candidates) {
    if (!choices.containsKey(source)) {
      for (int i = 0; i < candidates.size(); i++) {
        if (candidates.get(i).orElse(0) > 0) {
          choices.put(source, i);
          break;
        }
      }
    }
    Integer choice = choices.get(source);
    return choice == null
        ? candidates.stream()
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty())
        : candidates.get(choice);
  }
}
