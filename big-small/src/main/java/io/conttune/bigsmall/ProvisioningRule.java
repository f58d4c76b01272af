package io.conttune.bigsmall;

import io.conttune.core.Require;
import io.conttune.core.rates.Seconds;
import java.time.Duration;

/**
 * The thresholds by which a job counts as short of resources, or as catching up.
 *
 * @param backPressure backpressureThr [ContTune §7]: least share of time in which an operator waits
 *     for room in its output that counts as backpressure, in (0, 1]
 * @param saturatedBusy least busy share of an operator that counts as saturated, in (0, 1]
 * @param catchUp longest time in which a backlog may be worked off; capacity is planned for it
 * @param negligibleBacklog a backlog worth less than this of the source's rate counts as none
 * @param negligibleRecords a backlog of no more records counts as none, at least 0: some sources
 *     always show a few, which a slow source would never get rid of
 * @param downtime of a redeployment, at least 0: capacity is planned for the backlog that it leaves
 */
public record ProvisioningRule(
    double backPressure,
    double saturatedBusy,
    Duration catchUp,
    Duration negligibleBacklog,
    long negligibleRecords,
    Duration downtime) {
  /** Backpressured 10 %, busy 98 %, 2 min, 1 s, 100 records, 30 s. */
  public static final ProvisioningRule DEFAULT =
      new ProvisioningRule(
          0.1, 0.98, Duration.ofMinutes(2), Duration.ofSeconds(1), 100, Duration.ofSeconds(30));

  public ProvisioningRule {
    Require.positive(
        "backpressure threshold", Require.share("backpressure threshold", backPressure));
    Require.positive("saturated busy share", Require.share("saturated busy share", saturatedBusy));
    if (catchUp.isNegative() || catchUp.isZero()) {
      throw new IllegalArgumentException("catch-up must be longer than 0, but is " + catchUp);
    }
    if (negligibleBacklog.isNegative()) {
      throw new IllegalArgumentException(
          "negligible backlog must not be negative, but is " + negligibleBacklog);
    }
    Require.atLeast("negligible records", 0L, negligibleRecords);
    if (downtime.isNegative()) {
      throw new IllegalArgumentException("downtime must not be negative, but is " + downtime);
    }
  }

  /**
   * Capacity over rate that works the backlog of a redeployment off in the time to catch up. An
   * operator with less would lag after it for ever, and would grow for that.
   */
  double afterRedeployment() {
    return 1 + Seconds.of(downtime) / Seconds.of(catchUp);
  }
}
