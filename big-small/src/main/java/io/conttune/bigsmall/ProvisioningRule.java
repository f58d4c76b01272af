package io.conttune.bigsmall;

import io.conttune.core.Require;
import io.conttune.core.tuning.CatchUp;
import java.time.Duration;
import java.util.Objects;

/**
 * The thresholds by which a job counts as short of resources, or as catching up.
 *
 * @param backPressure backpressureThr [ContTune §7]: least share of time in which an operator waits
 *     for room in its output that counts as backpressure, in (0, 1]
 * @param saturatedBusy least busy share of an operator that counts as saturated, in (0, 1]
 * @param catchUp time in which a backlog may be worked off, and what a redeployment leaves of one
 * @param negligibleBacklog a backlog worth less than this of the source's rate counts as none
 * @param negligibleRecords a backlog of no more records counts as none, at least 0: some sources
 *     always show a few, which a slow source would never get rid of
 */
public record ProvisioningRule(
    double backPressure,
    double saturatedBusy,
    CatchUp catchUp,
    Duration negligibleBacklog,
    long negligibleRecords) {
  /** Backpressured 10 %, busy 98 %, 2 min and 30 s, 1 s, 100 records. */
  public static final ProvisioningRule DEFAULT =
      new ProvisioningRule(
          0.1,
          0.98,
          new CatchUp(Duration.ofMinutes(2), Duration.ofSeconds(30)),
          Duration.ofSeconds(1),
          100);

  public ProvisioningRule {
    Require.positive(
        "backpressure threshold", Require.share("backpressure threshold", backPressure));
    Require.positive("saturated busy share", Require.share("saturated busy share", saturatedBusy));
    Objects.requireNonNull(catchUp, "catchUp");
    if (negligibleBacklog.isNegative()) {
      throw new IllegalArgumentException(
          "negligible backlog must not be negative, but is " + negligibleBacklog);
    }
    Require.atLeast("negligible records", 0L, negligibleRecords);
  }
}
