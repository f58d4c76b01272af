package io.conttune.controller.loop;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs what a rescale costs against what it saves, by what the newest rescales of its kind have
 * cost this job. A rescale that gives any operator more subtasks, that relieves a job that is
 * short, or that a person has asked for, is never weighed.
 */
final class Payback {
  private final PaybackRule rule;

  Payback(PaybackRule rule) {
    this.rule = rule;
  }

  /** One sentence that refuses a plan that costs more than it saves; empty if it may be done. */
  Optional<String> refusal(
      Decision.Rescale rescale, RescalePlan plan, ExpectedOutage.OutageEstimate estimate) {
    int now = total(plan.former());
    int saved = now - total(plan.wanted());
    if (rule.within().isZero() || isNeeded(rescale, plan) || saved <= 0) {
      return Optional.empty();
    }
    Duration needed = estimate.usual().multipliedBy(now).dividedBy(saved);
    return needed.compareTo(rule.within()) <= 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d subtasks would be saved, which pays for the downtime only after %s (payback: %s); it is %s"
                .formatted(
                    saved,
                    now,
                    ExpectedOutage.seconds(needed),
                    ExpectedOutage.seconds(rule.within()),
                    estimate.sentence()));
  }

  private static boolean isNeeded(Decision.Rescale rescale, RescalePlan plan) {
    return rescale.step() == Decision.Step.BIG
        || rescale.step() == Decision.Step.BY_HAND
        || rescale.evidence().provisioning() == Provisioning.UNDER
        || plan.wanted().entrySet().stream()
            .anyMatch(wanted -> wanted.getValue() > plan.former().get(wanted.getKey()));
  }

  private static int total(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }
}
