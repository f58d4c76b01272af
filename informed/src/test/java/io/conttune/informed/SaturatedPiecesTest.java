package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SaturatedPiecesTest {
  private static final OperatorId SOURCE = new OperatorId("source");
  private static final OperatorId WORK = new OperatorId("work");
  private static final JobGraph GRAPH =
      new JobGraph(
          List.of(vertex(SOURCE), vertex(WORK)),
          List.of(new JobEdge(SOURCE, WORK, ShipStrategy.HASH)));

  private final SaturatedPieces pieces = new SaturatedPieces();

  @Test
  void tellsTheSameAsEachPieceAlone() {
    JobMetrics free = piece(0, 0.5);
    JobMetrics full = piece(1, 0);

    assertThat(pieces.inEach(GRAPH, List.of(free, full)))
        .containsExactly(Saturated.in(GRAPH, free), Saturated.in(GRAPH, full));
    assertThat(pieces.inEach(GRAPH, List.of(full, free)))
        .extracting(saturated -> saturated.contains(WORK))
        .containsExactly(true, false);
  }

  @Test
  void asksEachPieceOnce() {
    JobMetrics full = piece(1, 0);
    Saturated first = pieces.inEach(GRAPH, List.of(full)).get(0);

    assertThat(pieces.inEach(GRAPH, List.of(full)).get(0)).isSameAs(first);
  }

  @Test
  void keepsOnlyTheNewest() {
    JobMetrics first = piece(0, 0);
    Saturated told = pieces.inEach(GRAPH, List.of(first)).get(0);
    List<JobMetrics> many = new ArrayList<>();
    for (int i = 1; i <= 48; i++) {
      many.add(piece(i, 0));
    }
    pieces.inEach(GRAPH, many);

    assertThat(pieces.inEach(GRAPH, List.of(first)).get(0)).isNotSameAs(told).isEqualTo(told);
  }

  private static JobVertex vertex(OperatorId id) {
    return new JobVertex(id, id.value(), List.of(id.value()), 1, OptionalInt.empty());
  }

  private static JobMetrics piece(int number, double idle) {
    return new JobMetrics(
        Instant.EPOCH.plusSeconds(number),
        Duration.ofSeconds(1),
        Map.of(
            SOURCE, measured(SOURCE, new TaskTime(0.2, idle, 0.8 - idle)),
            WORK, measured(WORK, new TaskTime(1 - idle, idle, 0))),
        OptionalDouble.empty());
  }

  private static OperatorMetrics measured(OperatorId id, TaskTime time) {
    return new OperatorMetrics(
        id, 1, 100, 100, 100, time, OptionalDouble.empty(), Optional.empty());
  }
}
