package io.conttune.core.history;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All observations of a job, oldest first. Top-K [ContTune §5.1]: per operator and parallelism at
 * most the K newest are kept, and their mean stands for that parallelism.
 */
public record History(int topK, List<Observation> observations) {
  public History {
    Require.atLeast("top-k", 1, topK);
    observations = newest(topK, observations);
  }

  /** A history without any observation. */
  public static History empty(int topK) {
    return new History(topK, List.of());
  }

  /** This history and these observations after it; what exceeds the K newest is dropped. */
  public History with(List<Observation> more) {
    List<Observation> all = new ArrayList<>(observations);
    all.addAll(more);
    return new History(topK, all);
  }

  /** The mean at each parallelism at which this operator was observed, smallest first. */
  public List<MeanAbility> of(OperatorId operator) {
    return observations.stream()
        .filter(observation -> observation.operator().equals(operator))
        .collect(Collectors.groupingBy(Observation::parallelism, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(entry -> mean(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The same of every operator that was observed. */
  public Map<OperatorId, List<MeanAbility>> byOperator() {
    Map<OperatorId, List<MeanAbility>> result = new HashMap<>();
    observations.stream()
        .collect(Collectors.groupingBy(Observation::operator))
        .forEach((operator, own) -> result.put(operator, new History(topK, own).of(operator)));
    return result;
  }

  private static MeanAbility mean(int parallelism, List<Observation> same) {
    double mean = same.stream().mapToDouble(Observation::processingAbility).average().orElseThrow();
    return new MeanAbility(parallelism, mean, same.size());
  }

  private static List<Observation> newest(int topK, List<Observation> all) {
    record OperatorAtParallelism(OperatorId operator, int parallelism) {}
    Map<OperatorAtParallelism, Integer> kept = new HashMap<>();
    Deque<Observation> result = new ArrayDeque<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Observation observation = all.get(i);
      OperatorAtParallelism place =
          new OperatorAtParallelism(observation.operator(), observation.parallelism());
      if (kept.merge(place, 1, Integer::sum) <= topK) {
        result.addFirst(observation);
      }
    }
    return List.copyOf(result);
  }
}
