package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondLookTest {
  private static final String NAME = "WordCount";
  private static final Map<OperatorId, Integer> PARALLELISM =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeJobMonitor monitor = new FakeJobMonitor(NAME, clock);
  private final InMemoryStore store = new InMemoryStore(clock);
  private final LookDates dates = new LookDates(NAME, 5, JobStores.in(store));
  private final SecondLook second = new SecondLook(monitor, dates);

  @BeforeEach
  void aJobRuns() {
    monitor.show("job-1", PARALLELISM);
    clock.advance(Duration.ofMinutes(1));
  }

  private JobSnapshot first() throws FlinkUnavailableException {
    return monitor
        .look()
        .match(
            seen -> dates.dated(seen.snapshot()),
            not -> {
              throw new AssertionError(not.reason());
            });
  }

  @Test
  void saysNothingAgainstCountersThatGoOn() throws Exception {
    JobSnapshot first = first();
    assertThat(second.against(first)).isEmpty();

    clock.advance(Duration.ofSeconds(1));

    assertThat(second.against(first)).isEmpty();
  }

  @Test
  void saysNothingAgainstALookThatIsDatedAfterWhatIsRemembered() throws Exception {
    Instant ahead = clock.instant().plus(Duration.ofHours(1));
    store.saveTunerState(
        NAME,
        new TunerState.Informed(
            Map.of(), new Tuning(Map.of(), 1, Basis.MEASURED, ahead), Map.of(), 0));
    JobSnapshot first = first();

    assertThat(first.takenAt()).isAfterOrEqualTo(ahead);
    assertThat(second.against(first)).isEmpty();
  }

  @Test
  void doubtsCountersOfWhichLessIsShownLater() throws Exception {
    monitor.load(1000, 0.5);
    JobSnapshot tooMuch = first();
    monitor.load(100, 0.5);
    clock.advance(Duration.ofSeconds(1));

    assertThat(second.against(tooMuch)).isPresent();
  }

  @Test
  void doubtsARunThatIsNotThereOrHasChanged() throws Exception {
    JobSnapshot first = first();
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3));
    assertThat(second.against(first)).isPresent();

    monitor.showNone();

    assertThat(second.against(first)).isPresent();
  }
}
