package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DrainEstimateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<JobVertex> vertices = new ArrayList<>();
  private final List<JobEdge> edges = new ArrayList<>();
  private final Map<OperatorId, VertexSample> samples = new LinkedHashMap<>();
  private final Map<OperatorId, OperatorMetrics> operators = new LinkedHashMap<>();
  private final Map<OperatorId, Integer> saturated = new LinkedHashMap<>();

  @Test
  void isNothingWhileNobodyQueues() {
    vertex("source", 0, 5_000, 100, 100, 0.1);
    vertex("work", 4_000, 4_000, 100, 100, 0.7);
    edge("source", "work", ShipStrategy.HASH);

    assertThat(estimate()).contains(Duration.ZERO);
  }

  @Test
  void isTheQueueOverTheProcessingAbility() {
    vertex("source", 0, 10_000, 400, 400, 0.1);
    vertex("work", 6_000, 6_000, 200, 200, 1.0);
    edge("source", "work", ShipStrategy.HASH);

    assertThat(estimate()).contains(Duration.ofSeconds(20));
  }

  @Test
  void isLongerWhereOneSubtaskHasTheWholeQueueBeforeIt() {
    vertex("source", 0, 10_000, 400, 400, 0.1);
    vertex("work", 6_000, 6_000, 150, 150, 0.75);
    edge("source", "work", ShipStrategy.HASH);
    saturated.put(new OperatorId("work"), 1);

    // All can process 200/s together, one of the four 50/s.
    assertThat(estimate()).contains(Duration.ofSeconds(80));
  }

  @Test
  void countsWhatLiesBeforeByItsSelectivity() {
    // 1000 lines lie before split, which makes 3000 words of them; 1000 words lie before count.
    vertex("source", 0, 2_000, 100, 100, 0.1);
    vertex("split", 1_000, 3_000, 100, 300, 1.0);
    vertex("count", 2_000, 0, 200, 0, 1.0);
    edge("source", "split", ShipStrategy.REBALANCE);
    edge("split", "count", ShipStrategy.HASH);

    assertThat(estimate()).contains(Duration.ofSeconds(20));
  }

  @Test
  void countsABroadcastRecordOnceForEverySubtaskThatReadsIt() {
    vertex("source", 0, 1_000, 100, 100, 0.1);
    vertex("rules", 1_000, 0, 400, 0, 1.0);
    edge("source", "rules", ShipStrategy.BROADCAST);

    // 4 subtasks are to read 4000, and have read 1000.
    assertThat(estimate()).contains(Duration.ofMillis(7_500));
  }

  @Test
  void isUnknownWhereTheOutputsOfAProducerShareACounter() {
    vertex("source", 0, 1_000, 100, 100, 0.1);
    vertex("a", 100, 0, 100, 0, 1.0);
    vertex("b", 100, 0, 100, 0, 0.1);
    edge("source", "a", ShipStrategy.HASH);
    edge("source", "b", ShipStrategy.HASH);

    assertThat(estimate()).isEmpty();
  }

  @Test
  void isKnownWhereFlinkCountsTheOutputsOfAProducerByTarget() {
    vertex("source", 0, 1_000, 100, 100, 0.1);
    vertex("a", 100, 0, 100, 0, 1.0);
    vertex("b", 100, 0, 100, 0, 0.1);
    edge("source", "a", ShipStrategy.HASH);
    edge("source", "b", ShipStrategy.HASH);
    samples.computeIfPresent(
        new OperatorId("source"),
        (id, sample) ->
            sample.withRecordsTo(Map.of(new OperatorId("a"), 700L, new OperatorId("b"), 300L)));

    // 600 wait before a, which does 100/s.
    assertThat(estimate()).contains(Duration.ofSeconds(6));
  }

  @Test
  void isUnknownWhereACounterIsMissing() {
    vertex("source", 0, -1, 100, 100, 0.1);
    vertex("work", 100, 0, 100, 0, 1.0);
    edge("source", "work", ShipStrategy.HASH);

    assertThat(estimate()).isEmpty();
  }

  @Test
  void isNothingWhereMoreWasReadThanWasWrittenSinceTheStart() {
    // In-flight data that a checkpoint has kept is read again, but not written again.
    vertex("source", 0, 100, 100, 100, 0.1);
    vertex("work", 300, 0, 100, 0, 1.0);
    edge("source", "work", ShipStrategy.HASH);

    assertThat(estimate()).contains(Duration.ZERO);
  }

  private void vertex(
      String name, long in, long out, double inputRate, double outputRate, double busy) {
    OperatorId id = new OperatorId(name);
    vertices.add(new JobVertex(id, name, List.of(name), 4, OptionalInt.empty()));
    samples.put(
        id,
        new VertexSample(
            id,
            VertexState.RUNNING,
            OptionalLong.of(in),
            out < 0 ? OptionalLong.empty() : OptionalLong.of(out),
            Optional.empty(),
            Gauges.NONE,
            OptionalLong.empty()));
    if (busy >= 0.9) {
      saturated.put(id, 4);
    }
    operators.put(
        id,
        new OperatorMetrics(
            id,
            4,
            1_000,
            inputRate,
            outputRate,
            new TaskTime(busy, 1 - busy, 0),
            OptionalDouble.empty(),
            Optional.empty()));
  }

  private void edge(String from, String to, ShipStrategy strategy) {
    edges.add(new JobEdge(new OperatorId(from), new OperatorId(to), strategy));
  }

  private Optional<Duration> estimate() {
    JobSnapshot job =
        new JobSnapshot(
            "1",
            "job",
            JobState.RUNNING,
            NOW,
            NOW,
            new JobGraph(vertices, edges),
            samples,
            new Slots(4, 0));
    return DrainEstimate.of(
        job,
        new JobMetrics(NOW, Duration.ofMinutes(1), operators, OptionalDouble.empty()),
        new SaturatedSubtasks(saturated));
  }
}
