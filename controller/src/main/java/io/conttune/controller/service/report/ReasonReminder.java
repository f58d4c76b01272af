package io.conttune.controller.service.report;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides when a state that lasts is told again: as a {@link Reminder} does, and, a minute after
 * the last time at the earliest, for a reason that was not told since it began. Not thread-safe.
 */
final class ReasonReminder {
  /** Two addresses of a cluster may fail for different reasons in turn. */
  private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);

  private static final int MOST_REASONS = 20;
  private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) \\S+");
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.:TZ-]*");

  private final SteadyClock clock;
  private final Reminder reminder;
  private final Set<String> reasons = new HashSet<>();
  private Optional<Stopwatch> lastTold = Optional.empty();

  /** A reminder of a warning that was not told yet. */
  ReasonReminder(SteadyClock clock) {
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The same for all reasons that differ in a number only, or in the call that failed. */
  static String kind(String reason) {
    return NUMBER.matcher(CALL.matcher(reason).replaceAll("#")).replaceAll("#");
  }

  boolean isDue(String reason) {
    boolean isNew = !reasons.contains(kind(reason)) && reasons.size() < MOST_REASONS;
    boolean hasPaused = lastTold.filter(told -> !told.hasRunFor(LEAST_PAUSE)).isEmpty();
    return reminder.isDue() || (isNew && hasPaused);
  }

  /** The state is told now, with this reason. */
  void told(String reason) {
    reminder.told();
    reasons.add(kind(reason));
    lastTold = Optional.of(Stopwatch.start(clock));
  }

  /** The state is over. */
  void reset() {
    reminder.reset();
    reasons.clear();
    lastTold = Optional.empty();
  }
}
