package io.conttune.controller.api;

import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * A job that somebody wants to deploy, as far as the service knows it.
 *
 * @param status of its control loop
 * @param unfinished the rescale that goes on, by the journal
 * @param newest rescale in the journal
 * @param age since that was written last
 * @param seen the run in which the job was seen last, by the store
 */
record Handover(
    JobStatus status,
    Optional<RescaleEntry> unfinished,
    Optional<RescaleEntry> newest,
    Optional<Duration> age,
    Optional<SeenRun> seen) {
  private static final String NOBODY =
      "no controller acts on the job now; ask again in a few seconds";

  /** Why the job is not left alone yet, in one sentence; empty if it is. */
  Optional<String> waitsFor() {
    return elsewhere()
        .or(
            () ->
                unfinished.map(
                    rescale ->
                        "rescale %s is not finished: %s".formatted(rescale.id(), rescale.note())))
        .or(
            () ->
                status.orders().leftAlone().isPresent()
                    ? Optional.empty()
                    : Optional.of("the control loop of the job obeys no pause yet"))
        .or(() -> status.orders().request().map(Handover::wanted))
        .or(() -> status.missing().flatMap(Handover::unclear));
  }

  private Optional<String> elsewhere() {
    return status
        .lease()
        .match(
            alone -> Optional.empty(),
            holding -> Optional.empty(),
            handedOver -> Optional.of(NOBODY),
            standingBy ->
                Optional.of(
                    standingBy
                        .other()
                        .map(
                            other ->
                                "another controller acts on the job: %s; ask that one"
                                    .formatted(other.holder()))
                        .orElse(NOBODY)));
  }

  private static String wanted(GivenOrder request) {
    return "%s is in force, which a pause does not hold back, %s"
        .formatted(request.order().word(), request.givenBy("it is carried out"));
  }

  /** A run that is there, but not measured, is no job that is down. */
  private static Optional<String> unclear(JobSighting.NotSeen missing) {
    return missing.live().isEmpty() ? Optional.empty() : Optional.of(missing.reason());
  }

  /** The run that is live, measured or not; empty if there is none, or there are several. */
  Optional<String> live() {
    return status
        .run()
        .map(RunStatus::jobId)
        .or(
            () ->
                status
                    .missing()
                    .map(JobSighting.NotSeen::live)
                    .filter(runs -> runs.size() == 1)
                    .map(runs -> runs.get(0)));
  }

  /** The run whose newest state is that of the job; empty if it is not known which one is. */
  Optional<String> last() {
    return live().or(() -> status.missing().flatMap(this::gone));
  }

  /** A run that is live comes first, so here it is not asked for. */
  private Optional<String> gone(JobSighting.NotSeen missing) {
    return missing
        .cause()
        .match(
            noJob -> seen.map(SeenRun::jobId),
            untunable -> Optional.empty(),
            ended -> Optional.of(ended.jobId()),
            several -> Optional.empty());
  }

  /**
   * The rescale whose state is the newest one of a job that is down: it has stopped the last run,
   * and nothing has come up since. After one that has come to a good end the job ran on, and what
   * the journal knows is as old as that rescale.
   */
  Optional<RescaleEntry> stopped() {
    return newest
        .filter(
            entry -> live().isEmpty() && last().filter(entry.plan().jobId()::equals).isPresent())
        .filter(entry -> entry.stage() == Stage.FAILED || !entry.stage().isFinal())
        .filter(entry -> seen.flatMap(SeenRun::rescaleId).filter(entry.id()::equals).isEmpty());
  }

  /** The newest state that this rescale knows; empty if it has taken none. */
  static Optional<CapturedState> stateOf(RescaleEntry rescale) {
    return rescale.attempt().completed().or(rescale::state);
  }
}
