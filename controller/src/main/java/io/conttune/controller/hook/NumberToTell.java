package io.conttune.controller.hook;

import io.conttune.controller.service.status.TaskManagerNeed;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides which number of TaskManagers is told, and when: more at once, fewer only when that many
 * were too many for a time, and no fewer than were needed at any moment of it. Not thread-safe.
 */
final class NumberToTell {
  private final Duration fewerAfter;
  private final SteadyClock clock;
  private OptionalInt told = OptionalInt.empty();
  private Optional<TooMany> tooMany = Optional.empty();

  /** Nothing was told yet: the number that a cluster has then counts as told. */
  NumberToTell(Duration fewerAfter, SteadyClock clock) {
    this.fewerAfter = fewerAfter;
    this.clock = clock;
  }

  /**
   * A time in which fewer were needed than were told.
   *
   * @param most the largest number that was needed
   */
  private record TooMany(Stopwatch since, int most) {}

  /** The number to tell now; empty if there is nothing to tell. */
  OptionalInt due(Optional<TaskManagerNeed> known) {
    if (known.isEmpty()) {
      tooMany = Optional.empty();
      return OptionalInt.empty();
    }
    TaskManagerNeed need = known.get();
    int needed = need.needed();
    int last = told.orElse(need.taskManagers());
    if (needed >= last || !need.isCertain()) {
      tooMany = Optional.empty();
      return needed > last ? OptionalInt.of(needed) : OptionalInt.empty();
    }
    TooMany now =
        tooMany
            .map(since -> new TooMany(since.since(), Math.max(since.most(), needed)))
            .orElseGet(() -> new TooMany(Stopwatch.start(clock), needed));
    tooMany = Optional.of(now);
    return now.since().hasRunFor(fewerAfter) ? OptionalInt.of(now.most()) : OptionalInt.empty();
  }

  /** This number was told. */
  void told(int number) {
    told = OptionalInt.of(number);
    tooMany = Optional.empty();
  }
}
