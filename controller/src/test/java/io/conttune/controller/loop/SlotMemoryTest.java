package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The job has 2 slots, of 16 are 8 free, and its user allows 64. */
class SlotMemoryTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final LimitsOf.Fit.Known WIDE =
      new LimitsOf.Fit.Known(
          new Limits(
              Map.of(
                  FakeJobMonitor.SOURCE, Bounds.fixed(1), FakeJobMonitor.COUNT, new Bounds(1, 64))),
          List.of());

  private final SettableClock clock = new SettableClock(AT);
  private final InMemoryStore store = new InMemoryStore(clock);

  @Test
  void leavesTheLimitsAloneWhereNothingHasFailed() throws Exception {
    assertThat(narrowed()).isEqualTo(WIDE);
  }

  @Test
  void allowsNoMoreThanWhatTheClusterShowsAfterARescaleForWhichSlotsWereMissing() throws Exception {
    store.write(failed(32));

    LimitsOf.Fit.Known limits = narrowed();

    assertThat(limits.limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(1, 10));
    assertThat(limits.limits().of(FakeJobMonitor.SOURCE)).isEqualTo(Bounds.fixed(1));
    assertThat(limits.notes())
        .singleElement()
        .asString()
        .contains("a rescale to 32 slots ended at 2026-01-01T00:00:00Z (not all subtasks run)")
        .contains("at most 10 are used now")
        .contains("add TaskManagers");
    assertThat(limits.ceilings()).containsEntry(FakeJobMonitor.COUNT, limits.notes().get(0));
  }

  @Test
  void allowsMoreAfterTheBackOff() throws Exception {
    store.write(failed(32));
    clock.advance(HOLD.multipliedBy(16));

    assertThat(narrowed().limits().of(FakeJobMonitor.COUNT)).isEqualTo(new Bounds(1, 21));
  }

  @Test
  void noticesARescaleThatFailedWhileItLives() throws Exception {
    SlotMemory memory = memory();
    assertThat(memory.narrowed(WIDE, job())).isEqualTo(WIDE);
    store.write(failed(32));

    assertThat(memory.narrowed(WIDE, job()).limits().of(FakeJobMonitor.COUNT).most()).isEqualTo(10);
  }

  private LimitsOf.Fit.Known narrowed() throws Exception {
    return memory().narrowed(WIDE, job());
  }

  private SlotMemory memory() {
    return new SlotMemory("WordCount", JobStores.in(store), HOLD, clock);
  }

  private JobSnapshot job() throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private static RescaleEntry failed(int slots) {
    RescaleEntry planned = RescaleEntries.planned("WordCount", 1);
    SlotClaim claim = new SlotClaim(List.of(RescaleEntries.CLUSTER), 2, slots, 8, Set.of());
    return RescaleEntry.planned(planned.id(), planned.plan().claiming(claim), AT)
        .nextAttemptBack(AT, Duration.ZERO, "not all subtasks run")
        .to(Stage.ROLLED_BACK, AT, "the job runs and has settled");
  }
}
