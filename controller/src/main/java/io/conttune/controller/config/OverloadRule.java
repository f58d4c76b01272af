package io.conttune.controller.config;

import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.time.Duration;

/**
 * The signs of an overload.
 *
 * @param backpressure share of time from which an operator counts as backpressured, above 0 up to 1
 * @param saturatedBusy busy share from which an operator counts as saturated, above 0 up to 1
 * @param negligibleBacklog a backlog worth less than this of its source's rate counts as none
 */
public record OverloadRule(double backpressure, double saturatedBusy, Duration negligibleBacklog) {
  private static final Setting<Double> BACKPRESSURE =
      Setting.of(
          "backpressure-threshold",
          Scalars.number(0.01, 1),
          ProvisioningRule.DEFAULT.backPressure(),
          "Share of time from which on an operator counts as backpressured.");
  private static final Setting<Double> SATURATED_BUSY =
      Setting.of(
          "saturated-busy",
          Scalars.number(0.01, 1),
          ProvisioningRule.DEFAULT.saturatedBusy(),
          "Share of busy time from which on an operator counts as saturated.");
  private static final Setting<Duration> NEGLIGIBLE_BACKLOG =
      Setting.of(
          "negligible-backlog",
          Durations.from(Duration.ZERO),
          ProvisioningRule.DEFAULT.negligibleBacklog(),
          "A backlog of fewer records than its source reads in this time counts as none.");

  /** Backpressured 10 %, busy 98 %, one second. */
  public static final OverloadRule DEFAULT = new Section<>(OverloadRule::bind).standard();

  public OverloadRule {
    BACKPRESSURE.require(backpressure);
    SATURATED_BUSY.require(saturatedBusy);
    NEGLIGIBLE_BACKLOG.require(negligibleBacklog);
  }

  static OverloadRule bind(Fields<OverloadRule> fields) {
    return new OverloadRule(
        fields.value(BACKPRESSURE, OverloadRule::backpressure),
        fields.value(SATURATED_BUSY, OverloadRule::saturatedBusy),
        fields.value(NEGLIGIBLE_BACKLOG, OverloadRule::negligibleBacklog));
  }
}
