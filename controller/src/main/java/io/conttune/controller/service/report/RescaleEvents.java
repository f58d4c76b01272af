package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Makes the event of one transition of a rescale. */
final class RescaleEvents {
  private RescaleEvents() {}

  /** The event with all of its fields except those that need the names of operators. */
  static Event of(StepOutcome.Rescaling step) {
    RescaleEntry before = step.before();
    RescaleEntry after = step.after();
    EventName name = nameOf(before, after);
    Event event =
        Event.of(name)
            .with("rescaleId", after.id())
            .with("stage", after.stage().name())
            .with("direction", after.direction().name())
            .with("note", after.note());
    Event withCause = after.attempt().setback().map(why -> event.with("cause", why)).orElse(event);
    Event withState =
        after.state().map(state -> withCause.with("state", state.path())).orElse(withCause);
    return switch (name) {
      case RESCALE_STARTED -> capture(withState, after).with("captureReason", reason(after));
      case RESCALE_VERIFIED, RESCALE_ROLLED_BACK ->
          timed(capture(ended(withState, step), after), after.timeline());
      case RESCALE_ABANDONED, RESCALE_FAILED -> ended(withState, step);
      default -> withState;
    };
  }

  private static Event ended(Event event, StepOutcome.Rescaling step) {
    return event
        .with("jobId", step.after().launchedJobId())
        .with("seconds", seconds(step.lasted()));
  }

  /** Adds the way in which the state is taken, and the drain time that was expected. */
  private static Event capture(Event event, RescaleEntry entry) {
    return entry
        .plan()
        .rescaling()
        .match(
            restart -> capture(event, restart.capture()),
            inPlace -> event.with("capture", "in place"),
            byDeployment -> event.with("capture", "by the operator"));
  }

  private static Event capture(Event event, CaptureChoice choice) {
    Event chosen = event.with("capture", choice.capture().name().toLowerCase(Locale.ROOT));
    return with(chosen, "estimatedDrainSeconds", choice.estimatedDrain());
  }

  private static String reason(RescaleEntry entry) {
    return entry
        .plan()
        .rescaling()
        .match(
            restart -> restart.capture().reason(),
            Rescaling.InPlace::reason,
            Rescaling.ByDeployment::reason);
  }

  /** Adds the times that were measured. */
  private static Event timed(Event event, RescaleTimes timeline) {
    Event stopped = with(event, "stoppingSeconds", timeline.stopping());
    return with(stopped, "downtimeSeconds", timeline.downtime());
  }

  private static Event with(Event event, String field, Optional<Duration> duration) {
    return duration.map(known -> event.with(field, seconds(known))).orElse(event);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static EventName nameOf(RescaleEntry before, RescaleEntry after) {
    if (after.attempt().number() > before.attempt().number() && after.stage() != Stage.STOPPING) {
      return EventName.RESCALE_ROLLING_BACK;
    }
    return switch (after.stage()) {
      case STOPPING, REQUESTING ->
          before.stage() == Stage.PLANNED ? EventName.RESCALE_STARTED : EventName.RESCALE_STAGE;
      case VERIFIED -> EventName.RESCALE_VERIFIED;
      case ROLLED_BACK -> EventName.RESCALE_ROLLED_BACK;
      case ABANDONED -> EventName.RESCALE_ABANDONED;
      case FAILED -> EventName.RESCALE_FAILED;
      default -> EventName.RESCALE_STAGE;
    };
  }
}
