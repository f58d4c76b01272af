package io.conttune.controller.rescale.process;

import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures how long a rescale has been in its stage, and how much of its pause has passed, since
 * this process first knew of them. What another process has written, or this one before it was
 * started anew, counts from the moment at which it is found: no clock of that process counts. Not
 * thread-safe.
 */
final class Sightings {
  private static final int REMEMBERED = 16;

  private final SteadyClock clock;
  private final Map<StageKey, Stopwatch> stages = new RecentlyUsed<>();
  private final Map<PauseKey, Stopwatch> pauses = new RecentlyUsed<>();

  Sightings(SteadyClock clock) {
    this.clock = clock;
  }

  /** One stay in a stage. */
  private record StageKey(String rescaleId, int attempt, Stage stage, Instant since) {
    static StageKey of(RescaleEntry entry) {
      return new StageKey(entry.id(), entry.attempt().number(), entry.stage(), entry.stageSince());
    }
  }

  /** One pause in it. */
  private record PauseKey(StageKey stage, int number) {
    static PauseKey of(RescaleEntry entry) {
      return new PauseKey(StageKey.of(entry), entry.attempt().current().pauses());
    }
  }

  /** Takes note of an entry, from which its pause and, if it has none, its stage count. */
  void see(RescaleEntry entry) {
    if (isPauseOver(entry)) {
      stages.computeIfAbsent(StageKey.of(entry), unknown -> Stopwatch.start(clock));
    }
  }

  /** Whether the next try may be made. */
  boolean isPauseOver(RescaleEntry entry) {
    Duration pause = entry.attempt().current().pause();
    return pauses
        .computeIfAbsent(PauseKey.of(entry), unknown -> Stopwatch.start(clock))
        .hasRunFor(pause);
  }

  /**
   * Whether the entry has been in its stage for this long, without the pause that it began with.
   */
  boolean isInStageFor(Duration length, RescaleEntry entry) {
    return stages
        .computeIfAbsent(StageKey.of(entry), unknown -> Stopwatch.start(clock))
        .hasRunFor(length);
  }

  /** A map that drops the entry that was not used for the longest time, once it is full. */
  private static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    RecentlyUsed() {
      super(REMEMBERED, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
