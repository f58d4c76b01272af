package io.conttune.controller.service.report;

import io.conttune.core.time.SteadyClock;
import java.util.List;

/**
 * Decides when it is told that guards stand against a rescale: at once, and with growing pauses for
 * as long as the same ones do. A wish that changes meanwhile is no news for a person. Not
 * thread-safe.
 */
final class RefusalLog {
  private final Reminder reminder;
  private List<String> guards = List.of();

  RefusalLog(SteadyClock clock) {
    this.reminder = Reminder.ofWarning(clock);
  }

  /** Returns whether a refusal by these guards is to be told now, and takes it for told then. */
  boolean isNews(List<String> now) {
    // The sentence of a guard has other numbers at each look, so its numbers are not compared.
    List<String> kinds = now.stream().map(ReasonReminder::kind).toList();
    if (!kinds.equals(guards)) {
      guards = kinds;
      reminder.reset();
    }
    boolean isDue = reminder.isDue();
    if (isDue) {
      reminder.told();
    }
    return isDue;
  }

  /** The job is rescaled: nothing stands against it any more. */
  void over() {
    guards = List.of();
    reminder.reset();
  }
}
