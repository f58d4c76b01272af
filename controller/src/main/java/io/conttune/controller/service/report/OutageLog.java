package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tells that a job is down: from the first second that it lasts longer than expected, and at once
 * when a launch that should have brought it back fails. It is told again with growing pauses, and
 * {@code job-up} closes it. Not thread-safe.
 */
final class OutageLog {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private OutageEvents events;
  private final Reminder reminder;
  private Optional<JobOutage> outage = Optional.empty();
  private Optional<JobOutage> last = Optional.empty();

  OutageLog(OutageEvents events, SteadyClock clock) {
    this.events = events;
    this.reminder = new Reminder(clock, FIRST_PAUSE, LONGEST_PAUSE);
  }

  /** From now on these tell of an outage, also of the one that goes on. */
  void tellBy(OutageEvents others) {
    events = others;
  }

  /** The events of a step after which this outage goes on, or none does. */
  List<Event> after(StepOutcome outcome, Optional<JobOutage> now) {
    boolean setback = entryOf(now).isPresent() && isSetback(entryOf(outage), entryOf(now).get());
    outage = now;
    if (now.isPresent()) {
      last = now;
      return setback ? tell(Optional.empty()) : remind(Optional.empty());
    }
    return reminder.isTold() ? close(outcome) : List.of();
  }

  /** The events of a step that was broken off for this reason, whatever the job does meanwhile. */
  List<Event> remind(Optional<String> trouble) {
    boolean due = outage.filter(JobOutage::isOverdue).isPresent() && reminder.isDue();
    return due ? tell(trouble) : List.of();
  }

  Event leftDown(JobOutage.ByRescale left) {
    return events.leftDown(left);
  }

  private List<Event> tell(Optional<String> trouble) {
    reminder.told();
    return outage.stream().map(known -> events.down(known, trouble)).toList();
  }

  private List<Event> close(StepOutcome outcome) {
    Optional<String> run = outcome.runningJobId();
    if (run.isPresent()) {
      reminder.reset();
    }
    Duration downtime = last.map(JobOutage::length).orElse(Duration.ZERO);
    return run.stream().map(jobId -> events.up(jobId, downtime)).toList();
  }

  private static Optional<RescaleEntry> entryOf(Optional<JobOutage> outage) {
    return outage.flatMap(
        known -> known.match(by -> Optional.of(by.entry()), own -> Optional.empty()));
  }

  /**
   * A rescale that fails for good, or fails on its way back: nothing brings the job up by itself.
   */
  private static boolean isSetback(Optional<RescaleEntry> before, RescaleEntry now) {
    if (before.filter(former -> former.id().equals(now.id())).isEmpty()) {
      return now.stage() == Stage.FAILED;
    }
    RescaleEntry former = before.get();
    boolean failed = now.stage() == Stage.FAILED && former.stage() != Stage.FAILED;
    boolean launchFailed =
        former.direction() == Direction.BACK
            && now.attempt().number() > former.attempt().number()
            && now.stage() != Stage.STOPPING;
    boolean cannotBeEnded =
        now.stage() == Stage.ENDING
            && former.stage() == Stage.ENDING
            && !now.stageSince().equals(former.stageSince());
    return failed || launchFailed || cannotBeEnded;
  }
}
