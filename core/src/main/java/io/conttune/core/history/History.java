package io.conttune.core.history;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All observations of a job, oldest first. Top-K [ContTune §5.1]: per operator and parallelism at
 * most the K newest are kept, and their mean stands for that parallelism.
 *
 * <p>A class rather than a record, because it keeps the observations by operator too: a job of SQL
 * may have more than a thousand operators, and each is asked for at each look at the job.
 */
public final class History {
  private final int topK;
  private final List<Observation> observations;
  private final Map<OperatorId, List<Observation>> byOperator;

  /**
   * The newest of these observations.
   *
   * @param topK most observations of an operator at one parallelism, at least 1
   * @param observations oldest first
   */
  public History(int topK, List<Observation> observations) {
    this.topK = Require.atLeast("top-k", 1, topK);
    this.observations = newest(topK, observations);
    this.byOperator = grouped(this.observations);
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

  /** Most observations of an operator at one parallelism. */
  public int topK() {
    return topK;
  }

  /** The observations of all operators, oldest first. */
  public List<Observation> observations() {
    return observations;
  }

  /** The observations of each operator that was observed, oldest first. */
  public Map<OperatorId, List<Observation>> observationsByOperator() {
    return byOperator;
  }

  /** The mean at each parallelism at which this operator was observed, smallest first. */
  public List<MeanAbility> of(OperatorId operator) {
    return means(byOperator.getOrDefault(operator, List.of()));
  }

  /** The same of every operator that was observed. */
  public Map<OperatorId, List<MeanAbility>> byOperator() {
    Map<OperatorId, List<MeanAbility>> result = new HashMap<>();
    byOperator.forEach((operator, own) -> result.put(operator, means(own)));
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof History history
            && topK == history.topK
            && observations.equals(history.observations));
  }

  @Override
  public int hashCode() {
    return Objects.hash(topK, observations);
  }

  @Override
  public String toString() {
    return "History[topK=%d, observations=%s]".formatted(topK, observations);
  }

  private static List<MeanAbility> means(List<Observation> ofOperator) {
    Map<Integer, List<Observation>> byParallelism = new TreeMap<>();
    for (Observation observation : ofOperator) {
      byParallelism
          .computeIfAbsent(observation.parallelism(), p -> new ArrayList<>())
          .add(observation);
    }
    List<MeanAbility> result = new ArrayList<>();
    byParallelism.forEach((parallelism, same) -> result.add(mean(parallelism, same)));
    return List.copyOf(result);
  }

  private static MeanAbility mean(int parallelism, List<Observation> same) {
    double mean = same.stream().mapToDouble(Observation::processingAbility).average().orElseThrow();
    return new MeanAbility(parallelism, mean, same.size());
  }

  private static List<Observation> newest(int topK, List<Observation> all) {
    Map<OperatorId, Map<Integer, Integer>> kept = new HashMap<>();
    Deque<Observation> result = new ArrayDeque<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Observation observation = all.get(i);
      Map<Integer, Integer> ofOperator =
          kept.computeIfAbsent(observation.operator(), id -> new HashMap<>());
      if (ofOperator.merge(observation.parallelism(), 1, Integer::sum) <= topK) {
        result.addFirst(observation);
      }
    }
    return List.copyOf(result);
  }

  private static Map<OperatorId, List<Observation>> grouped(List<Observation> observations) {
    Map<OperatorId, List<Observation>> result = new LinkedHashMap<>();
    for (Observation observation : observations) {
      result.computeIfAbsent(observation.operator(), id -> new ArrayList<>()).add(observation);
    }
    result.replaceAll((operator, own) -> List.copyOf(own));
    return Collections.unmodifiableMap(result);
  }
}
