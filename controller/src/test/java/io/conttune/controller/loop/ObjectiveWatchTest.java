package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lag of 20 s, of a job whose backlog grows by half its rate of 400 records/s from minute 1. */
class ObjectiveWatchTest {
  private static final Objective OBJECTIVE = new Objective(Duration.ofSeconds(20), 0.9);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final OverloadedJob job = new OverloadedJob(clock, Duration.ofMinutes(1));
  private final ObjectiveWatch watch = new ObjectiveWatch(Optional.of(OBJECTIVE), clock);
  private final MetricsWindow window =
      new MetricsWindow(
          new WindowSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(1),
              MetricSource.COUNTERS,
              Duration.ofSeconds(30),
              Duration.ofSeconds(60)));

  private void watch(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(POLL)) {
      clock.advance(POLL);
      JobSnapshot look = ((JobSighting.Seen) job.look()).snapshot();
      watch.see(look, window.add(look));
    }
  }

  private KeptObjective kept() {
    return watch.kept().orElseThrow();
  }

  @Test
  void countsTheTimeInWhichTheBacklogIsTooLarge() {
    watch(Duration.ofMinutes(2));

    assertThat(kept().lagSeconds()).isCloseTo(30, within(0.5));
    assertThat(kept().beyond()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
  }

  @Test
  void countsADowntimeInFull() {
    watch(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(30));
    watch.seeDown();

    assertThat(kept().lagSeconds()).isCloseTo(30, within(0.5));
    assertThat(kept().beyond()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void knowsNothingOfAJobThatWasNotSeenForLong() {
    watch(Duration.ofMinutes(1));
    clock.advance(Duration.ofHours(2));

    assertThat(watch.kept()).isEmpty();
  }

  @Test
  void countsAnOutageOfHoursInFull() {
    watch(Duration.ofMinutes(1));
    clock.advance(Duration.ofHours(2));
    watch.seeDown();

    assertThat(kept().lagSeconds()).isCloseTo(7200, within(1.0));
    assertThat(kept().isMissed()).isTrue();
  }

  @Test
  void saysInTheEvidenceWhatWasKept() {
    watch(Duration.ofMinutes(1));

    assertThat(watch.notes())
        .singleElement()
        .asString()
        .startsWith("the lag was within 20.0 s for 100.00 % of the last 1 min");
  }

  @Test
  void saysThatNobodyKnowsBeforeItHasSeenAnything() {
    assertThat(watch.notes()).containsExactly("how far the objective is kept is not known yet");
    assertThat(watch.kept()).isEmpty();
  }

  @Test
  void saysNothingWithoutAnObjective() {
    assertThat(new ObjectiveWatch(Optional.empty(), clock).notes()).isEmpty();
  }
}
