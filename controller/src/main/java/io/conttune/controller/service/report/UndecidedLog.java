package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells that a job is measured but not tuned, because no window tells what it needs, when that
 * lasts. It is told again with growing pauses, and {@code job-decided} closes it. A job that is
 * short is told by {@link ShortageLog}. Not thread-safe.
 */
final class UndecidedLog {
  /** Several windows of the default length. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Set<HoldReason> UNDECIDED =
      EnumSet.of(
          HoldReason.UNKNOWN_RATES,
          HoldReason.UNSTEADY_RATES,
          HoldReason.NOT_CONFIRMED,
          HoldReason.EXTENSION_FAILED);

  private final SteadyClock clock;
  private final Reminder reminder;
  private Optional<Begin> begin = Optional.empty();

  UndecidedLog(SteadyClock clock) {
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The events of a decision. */
  List<Event> after(Decided decided) {
    return decided
        .record()
        .decision()
        .match(rescale -> decided(), hold -> isUndecided(hold) ? undecided(hold) : decided());
  }

  private static boolean isUndecided(Hold hold) {
    return UNDECIDED.contains(hold.cause()) && hold.evidence().provisioning() != Provisioning.UNDER;
  }

  private List<Event> undecided(Hold hold) {
    Begin known = begin.orElseGet(() -> Begin.now(clock));
    begin = Optional.of(known);
    if (!known.passed().hasRunFor(PATIENCE) || !reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    return List.of(
        Event.of(EventName.JOB_UNDECIDED)
            .with("since", known.at())
            .with("undecidedSeconds", known.seconds())
            .with("cause", hold.cause().name())
            .with("reason", hold.reason()));
  }

  private List<Event> decided() {
    List<Event> events =
        reminder.isTold()
            ? List.of(
                Event.of(EventName.JOB_DECIDED)
                    .with("undecidedSeconds", begin.map(Begin::seconds).orElse(0.0)))
            : List.of();
    begin = Optional.empty();
    reminder.reset();
    return events;
  }
}
