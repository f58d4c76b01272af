package io.conttune.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobGraphTest {
  @Test
  void sortsVerticesSoThatProducersStandBeforeConsumers() {
    JobGraph graph =
        new JobGraph(
            List.of(vertex("sink"), vertex("join"), vertex("left"), vertex("right")),
            List.of(edge("join", "sink"), edge("left", "join"), edge("right", "join")));

    assertThat(graph.vertices())
        .extracting(JobVertex::name)
        .containsExactly("left", "right", "join", "sink");
    assertThat(graph.sources()).extracting(JobVertex::name).containsExactly("left", "right");
  }

  @Test
  void refusesCycle() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new JobGraph(
                    List.of(vertex("a"), vertex("b"), vertex("c")),
                    List.of(edge("a", "b"), edge("b", "c"), edge("c", "b"))))
        .withMessageContaining("cycle");
  }

  @Test
  void refusesEdgeToUnknownVertex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobGraph(List.of(vertex("a")), List.of(edge("a", "ghost"))))
        .withMessageContaining("a and ghost");
  }

  @Test
  void refusesVertexThatStandsTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobGraph(List.of(vertex("a"), vertex("a")), List.of()))
        .withMessageContaining("a stands twice");
  }

  @Test
  void refusesEmptyGraph() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobGraph(List.of(), List.of()))
        .withMessageContaining("at least one");
  }

  @Test
  void refusesToNameVertexThatIsNotThere() {
    JobGraph graph = new JobGraph(List.of(vertex("a")), List.of());

    assertThat(graph.contains(new OperatorId("b"))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.vertex(new OperatorId("b")))
        .withMessageContaining("no job vertex b");
  }

  @Test
  void acceptsTwoEdgesBetweenTheSameVertices() {
    JobGraph graph =
        new JobGraph(List.of(vertex("a"), vertex("b")), List.of(edge("a", "b"), edge("a", "b")));

    assertThat(graph.vertices()).extracting(JobVertex::name).containsExactly("a", "b");
    assertThat(graph.inputsOf(new OperatorId("b"))).hasSize(2);
  }

  @Test
  void changesOnlyTheParallelismThatIsNamed() {
    JobGraph graph = new JobGraph(List.of(vertex("a"), vertex("b")), List.of(edge("a", "b")));

    JobGraph changed = graph.withParallelism(Map.of(new OperatorId("b"), 7));

    assertThat(changed.parallelism())
        .isEqualTo(Map.of(new OperatorId("a"), 2, new OperatorId("b"), 7));
  }

  @Test
  void readsShipStrategiesOfAnyCaseAndTakesUnknownOnesAsOther() {
    assertThat(ShipStrategy.of("Forward")).isEqualTo(ShipStrategy.FORWARD);
    assertThat(ShipStrategy.of("BROADCAST")).isEqualTo(ShipStrategy.BROADCAST);
    assertThat(ShipStrategy.of("CUSTOM")).isEqualTo(ShipStrategy.OTHER);
  }

  private static JobVertex vertex(String name) {
    return new JobVertex(new OperatorId(name), name, List.of(name), 2, OptionalInt.empty());
  }

  private static JobEdge edge(String from, String to) {
    return new JobEdge(new OperatorId(from), new OperatorId(to), ShipStrategy.HASH);
  }
}
