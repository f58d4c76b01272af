package io.conttune.controller.service.status;

import io.conttune.core.Require;
import java.time.Duration;

/**
 * A number of things since the service started, and how long they took in all.
 *
 * @param count how often
 * @param sum of the durations
 */
public record Timing(long count, Duration sum) {
  /** It has not happened. */
  public static final Timing NONE = new Timing(0, Duration.ZERO);

  public Timing {
    Require.atLeast("count", 0L, count);
    Require.atLeast("sum", Duration.ZERO, sum);
  }

  /** The same after it happened once more and took this long. */
  public Timing plus(Duration length) {
    return new Timing(count + 1, sum.plus(length));
  }
}
