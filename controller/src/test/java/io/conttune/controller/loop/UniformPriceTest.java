package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One parallelism for many operators has a price against one for each. */
final class UniformPriceTest {
  private static final OperatorId SOURCE = JobFixture.id("source");
  private static final OperatorId COUNT = JobFixture.id("count");
  private static final Map<OperatorId, Integer> ONE = Map.of(SOURCE, 6, COUNT, 6);
  private static final Map<OperatorId, Integer> EACH = Map.of(SOURCE, 2, COUNT, 6);

  private final TuningInput input =
      new JobFixture()
          .vertex("source", 2, 10, 10, 0.1)
          .vertex("count", 2, 10, 10, 0.1)
          .chain("source", "count")
          .input(new TunerState.None());

  @Test
  void isTheSubtasksThatEachOperatorAloneWouldNotNeed() throws Exception {
    assertThat(notes(bound(SOURCE, COUNT)))
        .containsExactly(
            "launch: uniform costs 4 subtasks and 0 slots more than a parallelism of its own for each operator");
  }

  @Test
  void isNothingWhereEachOperatorHasItsOwn() throws Exception {
    assertThat(notes(input)).isEmpty();
    assertThat(notes(bound(COUNT))).isEmpty();
  }

  private TuningInput bound(OperatorId... together) {
    return new TuningInput(
        input.graph(),
        input.metrics(),
        input.history(),
        input.limits().uniform(Set.of(together)),
        input.state());
  }

  private List<String> notes(TuningInput of) throws Exception {
    return UniformPrice.notes(new TwoWays(), of, job(), rescale(ONE));
  }

  private static JobSnapshot job() throws Exception {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", new SettableClock(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 2));
    JobSnapshot seen = ((JobSighting.Seen) monitor.look()).snapshot();
    assertThat(seen.sharing()).isEqualTo(SlotSharing.NOT_TOLD);
    return seen;
  }

  private static Decision.Rescale rescale(Map<OperatorId, Integer> parallelism) {
    return new Decision.Rescale(
        Decision.Step.SMALL,
        parallelism,
        "as the test says",
        new Evidence("two ways", Provisioning.UNDER, List.of(), List.of()));
  }

  /** Wants as much for each operator as it needs, and for operators that are bound the largest. */
  private static final class TwoWays implements Tuner {
    @Override
    public String name() {
      return "two ways";
    }

    @Override
    public TunerState initialState() {
      return new TunerState.None();
    }

    @Override
    public Tuned decide(TuningInput of) {
      return new Tuned(rescale(of.limits().uniform().isEmpty() ? EACH : ONE), of.state());
    }
  }
}
