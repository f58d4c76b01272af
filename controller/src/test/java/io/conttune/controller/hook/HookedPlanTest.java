package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan that is changed, of operators that must share one parallelism. */
final class HookedPlanTest extends HookFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"count\": 4}               | 4 4 [plan-hook: count 4 instead of 8 (with 1 that must have the same)]",
        "{\"source\": 4, \"count\": 4} | 4 4 [plan-hook: source 4 instead of 8",
        "{\"source\": 3, \"count\": 4} | plan-hook: the change is refused: source cannot have both 3 and 4",
        "{\"count\": 1}               | plan-hook: the change is refused: source cannot have 1"
      })
  void verticesThatMustShareOneParallelismAreChangedTogether(String parallelism, String expected)
      throws Exception {
    JobSnapshot forward = job(HookedPlanTest::forward);
    Decision.Rescale both =
        new Decision.Rescale(
            Decision.Step.BIG,
            Map.of(FakeJobMonitor.SOURCE, 8, FakeJobMonitor.COUNT, 8),
            "both are short",
            plan(8).evidence());
    AskedPlanHook hook =
        answering("{\"answer\": \"change\", \"parallelism\": " + parallelism + "}");

    assertThat(
            settled(hook, forward, both)
                .<String, RuntimeException>match(
                    go ->
                        "%d %d %s"
                            .formatted(
                                go.plan().parallelism().get(FakeJobMonitor.SOURCE),
                                go.plan().parallelism().get(FakeJobMonitor.COUNT),
                                go.plan().evidence().notes()),
                    hold -> hold.reason()))
        .startsWith(expected);
  }

  /** The same two vertices with 2 subtasks each, which a FORWARD edge joins. */
  private static JobGraph forward(JobGraph graph) {
    return new JobGraph(
        graph.vertices().stream()
            .map(
                vertex ->
                    new JobVertex(
                        vertex.id(), vertex.name(), List.of(vertex.name()), 2, OptionalInt.of(128)))
            .toList(),
        List.of(new JobEdge(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT, ShipStrategy.FORWARD)));
  }
}
