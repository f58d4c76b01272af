package io.conttune.core.graph;

import java.util.Locale;

/** The way records travel along an edge, as Flink's plan names it. */
public enum ShipStrategy {
  /** Subtask to subtask; the two vertices share one parallelism. */
  FORWARD,
  /** By key. */
  HASH,
  /** Round robin over all subtasks. */
  REBALANCE,
  /** Round robin over a local group of subtasks. */
  RESCALE,
  /** Every record to every subtask: the consumer reads each record parallelism times. */
  BROADCAST,
  /** Anything else: custom partitioners, GLOBAL, SHUFFLE. */
  OTHER;

  /** The strategy that Flink's plan calls {@code name}; {@link #OTHER} for names not known here. */
  public static ShipStrategy of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "FORWARD" -> FORWARD;
      case "HASH" -> HASH;
      case "REBALANCE" -> REBALANCE;
      case "RESCALE" -> RESCALE;
      case "BROADCAST" -> BROADCAST;
      default -> OTHER;
    };
  }
}
