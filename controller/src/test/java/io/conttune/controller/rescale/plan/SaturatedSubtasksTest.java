package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SaturatedSubtasksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final OperatorId SOURCE = new OperatorId("source");
  private static final OperatorId WORK = new OperatorId("work");
  private static final String REQUEST = "GET /jobs/1/vertices/work/backpressure";

  private final StubFlink flink = new StubFlink();

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void areThoseThatNeverWaitForInput() throws Exception {
    // The mean is 0.7; the second one is held up by what reads from it.
    flink.answer(
        REQUEST,
        """
        {"status":"ok","subtasks":[{"busyRatio":0.98,"ratio":0.0},
        {"busyRatio":0.4,"ratio":0.59},{"busyRatio":0.4,"ratio":0.1}]}""");

    assertThat(saturated(0.7)).isEqualTo(2);
  }

  @Test
  void areNotAskedForWhereNotEvenOneCanBeSaturated() throws Exception {
    assertThat(saturated(0.25)).isZero();
    assertThat(flink.takeRequests()).isEmpty();
  }

  @Test
  void areAtLeastOneWhereTheMeanSaysThatThereIsAQueue() throws Exception {
    flink.answer(REQUEST, "{\"subtasks\":[{\"busyRatio\":0.95,\"ratio\":0.0}]}");

    assertThat(saturated(0.95)).isEqualTo(1);
    assertThat(saturated(0.7)).isZero();
  }

  @Test
  void areAllOrNoneByTheMeanWhereFlinkDoesNotTell() throws Exception {
    flink.answer(REQUEST, "{\"status\":\"deprecated\"}");

    assertThat(saturated(0.95)).isEqualTo(3);
    assertThat(saturated(0.7)).isZero();
  }

  private int saturated(double busy) throws FlinkUnavailableException {
    List<JobVertex> vertices = List.of(vertex(SOURCE), vertex(WORK));
    JobSnapshot job =
        new JobSnapshot(
            "1",
            "job",
            JobState.RUNNING,
            NOW,
            NOW,
            new JobGraph(vertices, List.of(new JobEdge(SOURCE, WORK, ShipStrategy.HASH))),
            Map.of(SOURCE, sample(SOURCE), WORK, sample(WORK)),
            new Slots(4, 0));
    Map<OperatorId, OperatorMetrics> operators =
        Map.of(SOURCE, metrics(SOURCE, 1), WORK, metrics(WORK, busy));
    JobMetrics metrics =
        new JobMetrics(NOW, Duration.ofMinutes(1), operators, OptionalDouble.empty());
    return SaturatedSubtasks.read(flink.client(), job, metrics).of(WORK);
  }

  private static JobVertex vertex(OperatorId id) {
    return new JobVertex(id, id.value(), List.of(id.value()), 3, OptionalInt.empty());
  }

  private static VertexSample sample(OperatorId id) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        VertexSample.Gauges.NONE,
        OptionalLong.empty());
  }

  private static OperatorMetrics metrics(OperatorId id, double busy) {
    return new OperatorMetrics(
        id,
        3,
        1_000,
        100,
        100,
        new TaskTime(busy, 1 - busy, 0),
        OptionalDouble.empty(),
        Optional.empty());
  }
}
