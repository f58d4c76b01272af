package io.conttune.controller.loop;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.ShrinkVetoes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the tuner of one job within what the job's owner allows. The journal tells what was done,
 * so that a restart of the controller forgets nothing.
 */
final class GuardRails {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Rescales that did nothing may stand between those that count. */
  private static final int MORE = 20;

  private final String jobName;
  private final GuardRailsConfig config;
  private final JobStores stores;
  private final SteadyClock clock;
  private final ShrinkDelay delay;
  private final KnownVetoes vetoes;

  GuardRails(JobSettings settings, JobStores stores, ShrinkVetoes vetoes, SteadyClock clock) {
    this.jobName = settings.jobName();
    this.config = settings.guardRails();
    this.stores = stores;
    this.clock = clock;
    this.delay = new ShrinkDelay(config.shrinking().after(), clock);
    this.vetoes = new KnownVetoes(vetoes, settings.timing().obstacleRetry(), clock);
  }

  /** Takes note of each decision of the tuner, also of those to leave the job alone. */
  void see(JobSnapshot job, Decision decision) {
    delay.see(job, decision);
  }

  /** What may be done now of a wish of the tuner, whose decisions were all seen. */
  KeptSubtasks due(JobSnapshot job, Limits limits, Decision.Rescale wish) {
    return delay.due(job, limits, wish);
  }

  /**
   * What may be done of a wish of the tuner by what the cluster tells of the job.
   *
   * @throws FlinkUnavailableException if the cluster must be asked, and does not answer
   */
  KeptSubtasks unvetoed(JobSnapshot job, Limits limits, Decision.Rescale wish)
      throws FlinkUnavailableException {
    return vetoes.unvetoed(job, limits, wish);
  }

  /** One sentence that refuses a rescale that the tuner wants now; empty if it may be done. */
  Optional<String> refusal() {
    return config
        .closedAt(clock.instant())
        .map(
            window ->
                "nothing is changed in this window (guard-rails.no-change: %s)".formatted(window))
        .or(this::tooMany);
  }

  /** One sentence that refuses a plan for what the tuner wants now; empty if it may be done. */
  Optional<String> refusal(JobSnapshot job, RescalePlan plan) {
    return SlotBudget.refusal(config, job, plan);
  }

  private Optional<String> tooMany() {
    return config
        .rescalesPerHour()
        .filter(most -> withinAnHour(most + MORE) >= most)
        .map(
            most ->
                "%d rescales have ended within an hour, as many as guard-rails.rescales-per-hour allows"
                    .formatted(most));
  }

  private long withinAnHour(int looked) {
    List<RescaleEntry> rescales = stores.journal().rescales(jobName, looked);
    List<Duration> ages = stores.ages().ofRescales(jobName, looked);
    long count = 0;
    for (int i = 0; i < Math.min(rescales.size(), ages.size()); i++) {
      if (ages.get(i).compareTo(HOUR) < 0 && !rescales.get(i).didNothing()) {
        count++;
      }
    }
    return count;
  }

  /** Pauses the job if too many rescales in a row have failed, once after each of them. */
  void pauseAfterFailures() {
    config.pauseAfterFailures().ifPresent(this::pauseAfter);
  }

  private void pauseAfter(int most) {
    List<RescaleEntry> failed =
        stores.journal().rescales(jobName, most + MORE).stream()
            .takeWhile(entry -> entry.stage() != Stage.VERIFIED)
            .filter(entry -> !entry.didNothing())
            .toList();
    if (failed.size() < most) {
      return;
    }
    RescaleEntry newest = failed.get(0);
    stores
        .orders()
        .give(
            new GivenOrder(
                idAfter(newest),
                Optional.of(jobName),
                new Order.Pause(),
                "guard-rails",
                "%d rescales in a row have failed, the last ended %s: %s"
                    .formatted(
                        failed.size(),
                        newest.stage(),
                        newest.attempt().setback().orElse(newest.note())),
                clock.instant(),
                Optional.empty()));
  }

  /** Always the same after the same rescale: a person who resumes the job is not overruled. */
  private static String idAfter(RescaleEntry failed) {
    String cause = "pause after " + failed.id();
    return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
