package io.conttune.controller.loop;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Outages;
import io.conttune.core.rescale.Outages.Outage;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs what a rescale costs against what it saves, by what the newest rescales of its kind have
 * cost this job. A rescale that gives any operator more subtasks, or that relieves a job that is
 * short, is never weighed.
 */
final class Payback {
  /** The number of newest rescales from which the cost of the next one is estimated. */
  private static final int LOOKED_BACK = 20;

  private final String jobName;
  private final PaybackRule rule;
  private final Journal journal;

  Payback(String jobName, PaybackRule rule, Journal journal) {
    this.jobName = jobName;
    this.rule = rule;
    this.journal = journal;
  }

  /** The downtime to expect of this plan, from the newest rescales of its kind. */
  Expectation of(RescalePlan plan) {
    RescaleKind kind = RescaleKind.of(plan.rescaling());
    Optional<Outage> past = Outages.of(journal.rescales(jobName, LOOKED_BACK)).of(kind);
    Duration expected = past.map(Outage::median).orElse(rule.expectedDowntime());
    String grounds =
        past.map(
                outage ->
                    "the median of the last %d (%s), the longest took %s"
                        .formatted(outage.count(), kind.name(), seconds(outage.longest())))
            .orElse("none of its kind (%s) was timed yet".formatted(kind.name()));
    return new Expectation(
        expected,
        "expected to keep the job from its input for %s; %s".formatted(seconds(expected), grounds));
  }

  /**
   * The expected cost of a rescale.
   *
   * @param outage time from the request to stop until every subtask runs
   * @param sentence the same for a person, with its grounds
   */
  record Expectation(Duration outage, String sentence) {}

  /** One sentence that refuses a plan that costs more than it saves; empty if it may be done. */
  Optional<String> refusal(Decision.Rescale rescale, RescalePlan plan, Expectation expectation) {
    int now = total(plan.former());
    int saved = now - total(plan.wanted());
    if (rule.within().isZero() || isNeeded(rescale, plan) || saved <= 0) {
      return Optional.empty();
    }
    Duration needed = expectation.outage().multipliedBy(now).dividedBy(saved);
    return needed.compareTo(rule.within()) <= 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d subtasks would be saved, which pays for the downtime only after %s (payback: %s); it is %s"
                .formatted(
                    saved, now, seconds(needed), seconds(rule.within()), expectation.sentence()));
  }

  private static boolean isNeeded(Decision.Rescale rescale, RescalePlan plan) {
    return rescale.step() == Decision.Step.BIG
        || rescale.evidence().provisioning() == Provisioning.UNDER
        || plan.wanted().entrySet().stream()
            .anyMatch(wanted -> wanted.getValue() > plan.former().get(wanted.getKey()));
  }

  private static int total(Map<OperatorId, Integer> parallelism) {
    return parallelism.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
