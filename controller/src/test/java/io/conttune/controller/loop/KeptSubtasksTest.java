package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.Provisioning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job with 4 sources and 8 counts, of which a guard rail keeps subtasks. */
final class KeptSubtasksTest {
  private static final OperatorId SOURCE = FakeJobMonitor.SOURCE;
  private static final OperatorId COUNT = FakeJobMonitor.COUNT;
  private static final Limits LIMITS = new Limits(Map.of(SOURCE, bounds(), COUNT, bounds()));
  private static final SlotSharing APART = new SlotSharing(Map.of(SOURCE, "read", COUNT, "count"));

  @Test
  void operatorsThatMustHaveTheSameStayTogether() {
    KeptSubtasks kept = keep(joined(6, 8), LIMITS, parallelism(5, 5), parallelism(1, 8));

    assertThat(kept.plan()).as("6 and 8, which they have").isEmpty();
    assertThat(kept.sentence()).isEqualTo("source 6 instead of 5, count 8 instead of 5: careful");
  }

  @Test
  void operatorsThatMustHaveTheSameGrowTogether() {
    KeptSubtasks kept = keep(joined(4, 8), LIMITS, parallelism(6, 6), parallelism(4, 8));

    assertThat(kept.plan().orElseThrow().parallelism()).isEqualTo(parallelism(6, 6));
    assertThat(kept.sentence()).isBlank();
  }

  @Test
  void whatIsPinnedIsNotKept() {
    Limits pinned = LIMITS.within(Map.of(SOURCE, bounds(), COUNT, Bounds.fixed(2)));

    KeptSubtasks kept = keep(job(4, 8), pinned, parallelism(3, 2), parallelism(4, 8));

    assertThat(kept.plan().orElseThrow().parallelism()).isEqualTo(parallelism(4, 2));
    assertThat(kept.sentence()).isEqualTo("source 4 instead of 3: careful");
  }

  @Test
  void growthBringsNoMoreSlotsThanTheJobHasOrWants() {
    JobSnapshot apart = sharing(job(4, 8), APART);

    KeptSubtasks kept = keep(apart, LIMITS, parallelism(6, 6), parallelism(4, 8));

    assertThat(kept.plan().orElseThrow().parallelism()).isEqualTo(parallelism(6, 6));
    assertThat(kept.plan().orElseThrow().evidence().notes())
        .containsExactly(
            "not kept, for what grows needs the slots: count 8 instead of 6 (careful)");
  }

  @Test
  void withinOneSlotSharingGroupWhatIsKeptTakesNoSlotFromGrowth() {
    KeptSubtasks kept = keep(job(4, 8), LIMITS, parallelism(6, 6), parallelism(4, 8));

    assertThat(kept.plan().orElseThrow().parallelism()).isEqualTo(parallelism(6, 8));
    assertThat(kept.plan().orElseThrow().evidence().notes())
        .containsExactly("count 8 instead of 6: careful");
  }

  private static KeptSubtasks keep(
      JobSnapshot job,
      Limits limits,
      Map<OperatorId, Integer> wanted,
      Map<OperatorId, Integer> least) {
    Evidence evidence = new Evidence("scripted", Provisioning.NORMAL, List.of(), List.of());
    Decision.Rescale wish =
        new Decision.Rescale(Decision.Step.SMALL, wanted, "it is told to", evidence);
    return KeptSubtasks.of(job, limits, wish, least, "careful");
  }

  private static Bounds bounds() {
    return new Bounds(1, 16);
  }

  private static Map<OperatorId, Integer> parallelism(int sources, int counts) {
    return Map.of(SOURCE, sources, COUNT, counts);
  }

  private static JobSnapshot joined(int sources, int counts) {
    FakeJobMonitor monitor = monitor(sources, counts);
    monitor.reshape(
        graph ->
            new JobGraph(
                graph.vertices(), List.of(new JobEdge(SOURCE, COUNT, ShipStrategy.FORWARD))));
    return seen(monitor);
  }

  private static JobSnapshot job(int sources, int counts) {
    return seen(monitor(sources, counts));
  }

  private static FakeJobMonitor monitor(int sources, int counts) {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", () -> Instant.parse("2026-01-01T00:00:00Z"));
    monitor.show("a".repeat(32), parallelism(sources, counts));
    return monitor;
  }

  private static JobSnapshot seen(FakeJobMonitor monitor) {
    try {
      return ((JobSighting.Seen) monitor.look()).snapshot();
    } catch (FlinkUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static JobSnapshot sharing(JobSnapshot job, SlotSharing groups) {
    return new JobSnapshot(
        job.jobId(),
        job.jobName(),
        job.state(),
        job.takenAt(),
        job.runningSince(),
        job.graph(),
        job.samples(),
        job.slots(),
        groups,
        ArrivalRates.NONE);
  }
}
