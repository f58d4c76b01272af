package io.conttune.bigsmall;

import io.conttune.core.metrics.Backlog;
import io.conttune.core.rates.Seconds;
import java.util.Locale;

/**
 * The records that wait for one source, judged over one window.
 *
 * @param source its name
 * @param backlog at the end of the window
 * @param read records/s that the source read
 */
record SourceBacklog(String source, Backlog backlog, double read) {
  /**
   * Returns whether the backlog was more than negligible at any time within the window. A window in
   * which the last records of a backlog were read at full speed shows operators as busy as under
   * overload. It therefore counts as catching up.
   */
  boolean matters(ProvisioningRule rule) {
    boolean stands = read == 0 && backlog.growth() == 0;
    return !stands && backlog.peak() > negligible(rule);
  }

  /** Returns whether the backlog falls fast enough to be gone within the time to catch up. */
  boolean fallsInTime(ProvisioningRule rule) {
    return backlog.records() <= negligible(rule)
        || (backlog.growth() < 0 && secondsToGo() <= Seconds.of(rule.catchUp().time()));
  }

  private double negligible(ProvisioningRule rule) {
    double rate = Math.max(0, read + backlog.growth());
    return Math.max((double) rule.negligibleRecords(), rate * Seconds.of(rule.negligibleBacklog()));
  }

  /** One sentence for a person. */
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
