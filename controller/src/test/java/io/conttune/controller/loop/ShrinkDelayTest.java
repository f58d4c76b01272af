package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The job has 4 sources and 8 counts, and is decided on each minute; subtasks go after 10 minutes.
 */
final class ShrinkDelayTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Limits LIMITS =
      new Limits(
          Map.of(
              FakeJobMonitor.SOURCE, new Bounds(1, 16), FakeJobMonitor.COUNT, new Bounds(1, 16)));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock.timeline());
  private final ShrinkDelay delay = new ShrinkDelay(MINUTE.multipliedBy(10), clock);
  private JobSnapshot job = run("a", 4, 8);

  @Test
  void nothingIsTakenBeforeEveryDecisionOfTheTimeHasWantedFewer() {
    for (int minute = 0; minute < 10; minute++) {
      KeptSubtasks kept = wanting(4, 5);
      assertThat(kept.plan()).isEmpty();
      assertThat(kept.sentence())
          .isEqualTo(
              "count 8 instead of 5: guard-rails.shrink-after: fewer once every decision for 10m"
                  + " has wanted fewer, at 2026-01-01T00:10:00Z at the earliest");
    }

    assertThat(plan(wanting(4, 5))).isEqualTo(parallelism(4, 5));
  }

  @Test
  void theLargestThatADecisionOfTheTimeHasWantedCounts() {
    wanting(4, 2);
    wanting(4, 6);
    wanting(4, 3);
    for (int minute = 3; minute < 10; minute++) {
      assertThat(wanting(4, 5).plan()).isEmpty();
    }

    KeptSubtasks merged = wanting(4, 3);

    assertThat(plan(merged)).isEqualTo(parallelism(4, 6));
    assertThat(merged.sentence())
        .isEqualTo(
            "count 6 instead of 3: guard-rails.shrink-after: the most that a decision within 10m"
                + " has wanted");
    assertThat(merged.plan().orElseThrow().evidence().notes()).contains(merged.sentence());
    assertThat(plan(wanting(4, 3))).as("the 6 is 10 minutes old").isEqualTo(parallelism(4, 5));
  }

  @Test
  void aDecisionForThePresentParallelismMakesTheTimeBeginAnew() {
    wanting(4, 5);
    holding(HoldReason.FITS);

    for (int minute = 2; minute < 11; minute++) {
      KeptSubtasks kept = wanting(4, 5);
      assertThat(kept.plan()).isEmpty();
      assertThat(kept.sentence()).contains("at 2026-01-01T00:11:00Z at the earliest");
    }

    assertThat(plan(wanting(4, 5))).isEqualTo(parallelism(4, 5));
  }

  @Test
  void aDecisionThatNothingCanBeToldDoesNotCount() {
    for (int minute = 0; minute < 10; minute += 5) {
      wanting(4, 5);
      for (int unsteady = 0; unsteady < 4; unsteady++) {
        holding(HoldReason.UNSTEADY_RATES);
      }
    }

    assertThat(wanting(4, 5).plan()).isPresent();
  }

  @Test
  void aTimeWithoutAnyDecisionIsNotATimeInWhichFewerWereWanted() {
    wanting(4, 5);
    clock.advance(Duration.ofHours(1));

    assertThat(wanting(4, 5).plan()).isEmpty();
  }

  @Test
  void growthTakesAlongWhatIsDueAndNothingElse() {
    wanting(2, 8);
    for (int minute = 1; minute < 10; minute++) {
      wanting(2, 5);
    }

    assertThat(plan(wanting(2, 16))).isEqualTo(parallelism(2, 16));
    assertThat(plan(wanting(6, 5)))
        .as("count waits for a minute more")
        .isEqualTo(parallelism(6, 8));
  }

  @Test
  void anotherParallelismOrAnotherRunMakesTheTimeBeginAnew() {
    for (int minute = 0; minute < 10; minute++) {
      wanting(4, 5);
    }
    job = run("a", 4, 7);
    assertThat(wanting(4, 5).plan()).isEmpty();
    for (int minute = 1; minute < 10; minute++) {
      wanting(4, 5);
    }
    job = run("b", 4, 7);

    assertThat(wanting(4, 5).plan()).isEmpty();
  }

  @Test
  void withoutATimeSubtasksAreTakenAtOnce() {
    ShrinkDelay none = new ShrinkDelay(Duration.ZERO, clock);
    none.see(job, wish(4, 5));

    assertThat(none.due(job, LIMITS, wish(4, 5)))
        .isEqualTo(new KeptSubtasks(Optional.of(wish(4, 5)), ""));
  }

  /** A decision for this parallelism, what may be done of it, and a minute that passes. */
  private KeptSubtasks wanting(int sources, int counts) {
    delay.see(job, wish(sources, counts));
    KeptSubtasks due = delay.due(job, LIMITS, wish(sources, counts));
    clock.advance(MINUTE);
    return due;
  }

  private void holding(HoldReason cause) {
    delay.see(job, new Decision.Hold(cause, "it is told to", evidence()));
    clock.advance(MINUTE);
  }

  private static Map<OperatorId, Integer> plan(KeptSubtasks kept) {
    return kept.plan().orElseThrow().parallelism();
  }

  private static Decision.Rescale wish(int sources, int counts) {
    return new Decision.Rescale(
        Decision.Step.SMALL, parallelism(sources, counts), "it is told to", evidence());
  }

  private static Evidence evidence() {
    return new Evidence("scripted", Provisioning.NORMAL, List.of(), List.of());
  }

  private static Map<OperatorId, Integer> parallelism(int sources, int counts) {
    return Map.of(FakeJobMonitor.SOURCE, sources, FakeJobMonitor.COUNT, counts);
  }

  private JobSnapshot run(String id, int sources, int counts) {
    monitor.show(id.repeat(32), parallelism(sources, counts));
    try {
      return monitor
          .look()
          .match(
              JobSighting.Seen::snapshot,
              not -> {
                throw new AssertionError(not.reason());
              });
    } catch (FlinkUnavailableException e) {
      throw new AssertionError(e);
    }
  }
}
