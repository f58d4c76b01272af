package io.conttune.core.steering;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the parallelism that an order names, by names for a person; empty if it names none.
 *
 * @param names gives operators that an order knows by their ids the names by which they are told
 */
public record NamedParallelism(Function<Map<OperatorId, Integer>, Map<String, Integer>> names)
    implements Order.Visitor<Map<String, Integer>> {
  @Override
  public Map<String, Integer> freeze(Order.Freeze order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> unfreeze(Order.Unfreeze order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> pause(Order.Pause order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> resume(Order.Resume order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> pin(Order.Pin order) {
    return Map.of(order.operator(), order.parallelism());
  }

  @Override
  public Map<String, Integer> unpin(Order.Unpin order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> dismiss(Order.Dismiss order) {
    return names.apply(order.parallelism());
  }

  @Override
  public Map<String, Integer> apply(Order.Apply order) {
    return names.apply(order.parallelism());
  }

  @Override
  public Map<String, Integer> scale(Order.Scale order) {
    return order.parallelism();
  }

  @Override
  public Map<String, Integer> undo(Order.Undo order) {
    return Map.of();
  }
}
