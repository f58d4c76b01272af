package io.conttune.controller.loop;

import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Outages;
import io.conttune.core.rescale.Outages.Outage;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Estimates for how long a rescale keeps a job from its input, by what the newest rescales of its
 * kind have taken: from the request to stop until every subtask runs.
 */
final class ExpectedOutage {
  /** The number of newest rescales from which the next one is estimated. */
  private static final int LOOKED_BACK = 20;

  /** A rescale that takes this many times the usual time takes too long. */
  private static final int TOO_LONG = 3;

  private final String jobName;
  private final Duration untimed;
  private final Journal journal;

  /**
   * Estimates for one job.
   *
   * @param untimed the estimate for a kind of rescale that was never timed
   */
  ExpectedOutage(String jobName, Duration untimed, Journal journal) {
    this.jobName = jobName;
    this.untimed = untimed;
    this.journal = journal;
  }

  /**
   * The estimate for one rescale.
   *
   * @param usual the median of its kind
   * @param limit the time after which it lasts longer than expected
   * @param sentence the same for a person, with its grounds
   */
  record OutageEstimate(Duration usual, Duration limit, String sentence) {}

  /** The estimate for this plan. */
  OutageEstimate of(RescalePlan plan) {
    RescaleKind kind = RescaleKind.of(plan.rescaling());
    Optional<Outage> past = Outages.of(journal.rescales(jobName, LOOKED_BACK)).of(kind);
    Duration usual = past.map(Outage::median).orElse(untimed);
    String grounds =
        past.map(
                outage ->
                    "the median of the last %d (%s), the longest took %s"
                        .formatted(outage.count(), kind.name(), seconds(outage.longest())))
            .orElse("none of its kind (%s) was timed yet".formatted(kind.name()));
    return new OutageEstimate(
        usual,
        limit(past, plan),
        "expected to keep the job from its input for %s; %s".formatted(seconds(usual), grounds));
  }

  /** A drain that takes long was foreseen and is no fault. */
  private Duration limit(Optional<Outage> past, RescalePlan plan) {
    Duration drain =
        plan.rescaling()
            .restart()
            .map(Rescaling.Restart::capture)
            .flatMap(choice -> choice.estimatedDrain())
            .orElse(Duration.ZERO);
    Duration foreseen = untimed.plus(drain);
    return past.map(outage -> outage.median().multipliedBy(TOO_LONG))
        .filter(tooLong -> tooLong.compareTo(foreseen) > 0)
        .orElse(foreseen);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
