package io.conttune.benchmark.simulator.workload;

import io.conttune.core.Require;
import java.time.Duration;

/**
 * The time that a restart takes, and the share of restarts that fail.
 *
 * @param base downtime without any state, at least 0
 * @param perGiB what each GiB of state adds to it, at least 0
 * @param spread relative standard deviation of the downtime from restart to restart, at least 0
 * @param failures share of the launches whose run does not come up, from 0 to 1
 */
public record RestartModel(Duration base, Duration perGiB, double spread, double failures) {
  public RestartModel {
    Require.atLeast("base of a restart", Duration.ZERO, base);
    Require.atLeast("time per GiB of a restart", Duration.ZERO, perGiB);
    Require.nonNegative("spread of restarts", spread);
    Require.share("failures of restarts", failures);
  }

  /** Every restart takes this long, whatever the state, and none fails. */
  public static RestartModel of(Duration downtime) {
    return new RestartModel(downtime, Duration.ZERO, 0, 0);
  }

  /** The median downtime with this much state. */
  Duration downtime(double gibibytes) {
    return Duration.ofMillis(Math.round(base.toMillis() + gibibytes * perGiB.toMillis()));
  }
}
