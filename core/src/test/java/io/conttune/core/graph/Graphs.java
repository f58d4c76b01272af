package io.conttune.core.graph;

import java.util.List;
import java.util.OptionalInt;

/** A WordCount: source with parse (2 subtasks), count (4), sink with parse (3). */
public final class Graphs {
  public static final OperatorId SOURCE = new OperatorId("a".repeat(32));
  public static final OperatorId COUNT = new OperatorId("b".repeat(32));
  public static final OperatorId SINK = new OperatorId("c".repeat(32));

  private Graphs() {}

  public static JobGraph wordCount() {
    return new JobGraph(
        List.of(
            vertex(SOURCE, 2, 128, "lines", "parse"),
            vertex(COUNT, 4, 128, "count words"),
            vertex(SINK, 3, 10, "out", "parse")),
        List.of(
            new JobEdge(SOURCE, COUNT, ShipStrategy.HASH),
            new JobEdge(COUNT, SINK, ShipStrategy.REBALANCE)));
  }

  private static JobVertex vertex(OperatorId id, int parallelism, int most, String... operators) {
    return new JobVertex(
        id, String.join(" -> ", operators), List.of(operators), parallelism, OptionalInt.of(most));
  }
}
