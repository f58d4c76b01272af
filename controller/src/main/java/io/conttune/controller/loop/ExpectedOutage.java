package io.conttune.controller.loop;

import io.conttune.core.rescale.EarlierTimes;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.TimeBySize;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates for how long a rescale keeps a job from its input, by what the newest rescales of its
 * kind have taken, and by the size of the state: from the request to stop until every subtask runs.
 */
final class ExpectedOutage {
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
   * @param usual for its kind and the size of the state
   * @param limit the time after which it lasts longer than expected
   * @param sentence the same for a person, with its grounds
   */
  record OutageEstimate(Duration usual, Duration limit, String sentence) {}

  /** The estimate for this plan. */
  OutageEstimate of(RescalePlan plan) {
    Optional<TimeBySize> past =
        EarlierTimes.outages(plan, journal.rescales(jobName, EarlierTimes.LOOKED_BACK));
    Optional<Duration> timed = past.map(times -> times.at(plan.stateBytes()));
    Duration usual = timed.orElse(untimed);
    String kind = RescaleKind.of(plan.rescaling()).name();
    String grounds =
        past.map(times -> grounds(times, kind, plan.stateBytes()) + tooLittleRoom(usual))
            .orElse("none of its kind (%s) was timed yet".formatted(kind));
    return new OutageEstimate(
        usual,
        limit(timed, plan),
        "expected to keep the job from its input for %s; %s".formatted(seconds(usual), grounds));
  }

  private static String grounds(TimeBySize times, String kind, OptionalLong stateBytes) {
    String how =
        times.at(stateBytes).equals(times.median())
            ? "the median of"
            : "for %s of state, by".formatted(size(stateBytes.orElse(0)));
    return "%s the last %d (%s), the longest took %s"
        .formatted(how, times.count(), kind, seconds(times.longest()));
  }

  /**
   * Tuners keep room for what the user expects: room that followed each time would not be still.
   */
  private String tooLittleRoom(Duration usual) {
    return usual.compareTo(untimed) > 0
        ? "; that is longer than rescale.expected-downtime, for which tuners keep room: %s"
            .formatted(seconds(untimed))
        : "";
  }

  /** A drain that takes long was foreseen and is no fault. */
  private Duration limit(Optional<Duration> timed, RescalePlan plan) {
    Duration drain =
        plan.rescaling()
            .restart()
            .map(Rescaling.Restart::capture)
            .flatMap(choice -> choice.estimatedDrain())
            .orElse(Duration.ZERO);
    Duration foreseen = untimed.plus(drain);
    return timed
        .map(usual -> usual.multipliedBy(TOO_LONG))
        .filter(tooLong -> tooLong.compareTo(foreseen) > 0)
        .orElse(foreseen);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
