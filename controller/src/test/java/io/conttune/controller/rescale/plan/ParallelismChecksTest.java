package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ParallelismChecksTest {
  private static final OperatorId A = new OperatorId("a");
  private static final OperatorId B = new OperatorId("b");

  @Test
  void findsNothingAgainstAParallelismWithinTheKeyGroups() {
    assertThat(ParallelismChecks.obstacles(graph(2, 2, ShipStrategy.HASH), Map.of(A, 2, B, 8)))
        .isEmpty();
  }

  @Test
  void findsAParallelismAboveTheKeyGroups() {
    assertThat(ParallelismChecks.obstacles(graph(2, 2, ShipStrategy.HASH), Map.of(A, 2, B, 9)))
        .singleElement()
        .asString()
        .contains("b is wanted at parallelism 9")
        .contains("8 key groups");
  }

  @Test
  void findsAForwardEdgeThatWouldBeTornApart() {
    assertThat(ParallelismChecks.obstacles(graph(2, 2, ShipStrategy.FORWARD), Map.of(A, 2, B, 4)))
        .singleElement()
        .asString()
        .contains("a and b")
        .contains("2 and 4");
  }

  @Test
  void leavesAForwardEdgeAloneThatIsTornApartAlready() {
    assertThat(ParallelismChecks.obstacles(graph(2, 3, ShipStrategy.FORWARD), Map.of(A, 2, B, 4)))
        .isEmpty();
  }

  private static JobGraph graph(int a, int b, ShipStrategy strategy) {
    return new JobGraph(
        List.of(
            new JobVertex(A, "a", List.of("a"), a, OptionalInt.empty()),
            new JobVertex(B, "b", List.of("b"), b, OptionalInt.of(8))),
        List.of(new JobEdge(A, B, strategy)));
  }
}
