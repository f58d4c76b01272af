package io.conttune.controller.config;

import io.conttune.core.Require;
import java.time.Duration;

/**
 * What counts as a sign of overload.
 *
 * @param backpressure share of time from which an operator counts as backpressured, above 0 up to 1
 * @param saturatedBusy busy share from which an operator counts as saturated, above 0 up to 1
 * @param negligibleBacklog a backlog worth less than this of its source's rate counts as none
 */
public record OverloadRule(double backpressure, double saturatedBusy, Duration negligibleBacklog) {
  /** Backpressured 10 %, busy 98 %, one second. */
  public static final OverloadRule DEFAULT = new OverloadRule(0.1, 0.98, Duration.ofSeconds(1));

  public OverloadRule {
    Require.positive(
        "backpressure-threshold", Require.share("backpressure-threshold", backpressure));
    Require.positive("saturated-busy", Require.share("saturated-busy", saturatedBusy));
    Require.atLeast("negligible-backlog", Duration.ZERO, negligibleBacklog);
  }
}
