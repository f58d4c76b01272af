package io.conttune.bigsmall;

import io.conttune.core.metrics.Backlog;
import io.conttune.core.rates.Seconds;
import java.time.Duration;
import java.util.Locale;

/**
 * What waits for one source, judged over one window.
 *
 * @param source its name
 * @param backlog at the end of the window
 * @param read records/s that the source read
 * @param window its length
 */
record SourceBacklog(String source, Backlog backlog, double read, Duration window) {
  /**
   * Whether there was a backlog worth speaking of: at the end of the window, or at its beginning if
   * it fell. A window in which the last of a backlog was read at full speed shows operators as busy
   * as under overload, so it belongs to the catching up.
   */
  boolean matters(ProvisioningRule rule) {
    double rate = Math.max(0, read + backlog.growth());
    double atStart = backlog.records() - backlog.growth() * Seconds.of(window);
    double negligible =
        Math.max((double) rule.negligibleRecords(), rate * Seconds.of(rule.negligibleBacklog()));
    boolean stands = read == 0 && backlog.growth() == 0;
    return !stands && Math.max(backlog.records(), atStart) > negligible;
  }

  /** Whether it falls, and will be gone within the time there is for it. */
  boolean fallsInTime(ProvisioningRule rule) {
    return backlog.growth() < 0 && secondsToGo() <= Seconds.of(rule.catchUp());
  }

  /** For a person. */
  String description() {
    if (backlog.growth() >= 0) {
      return String.format(
          Locale.ROOT,
          "%s has a backlog of %.0f records, growing by %.1f records/s",
          source,
          backlog.records(),
          backlog.growth());
    }
    return String.format(
        Locale.ROOT,
        "%s has a backlog of %.0f records, falling by %.1f records/s, %.0f s to go",
        source,
        backlog.records(),
        -backlog.growth(),
        secondsToGo());
  }

  private double secondsToGo() {
    return backlog.records() / -backlog.growth();
  }
}
