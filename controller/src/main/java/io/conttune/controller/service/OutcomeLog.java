package io.conttune.controller.service;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logs what the steps of one job's loop came to, each thing once: a state that lasts is logged when
 * it begins. Not thread-safe.
 */
final class OutcomeLog {
  private final EventLog log;
  private final InstantSource clock;
  private Optional<Instant> unreachableSince = Optional.empty();
  private Optional<String> waiting = Optional.empty();
  private Optional<String> seenJobId = Optional.empty();
  private Map<OperatorId, String> names = Map.of();

  OutcomeLog(EventLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  void log(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Unreachable unreachable) {
      unreachable(unreachable);
      return;
    }
    if (cameBack() && lasts(outcome)) {
      // One line per step: what lasts is told by the next one.
      return;
    }
    if (outcome instanceof StepOutcome.Waiting now) {
      waiting(now);
      return;
    }
    waiting = Optional.empty();
    if (outcome instanceof StepOutcome.Measuring measuring) {
      seen(measuring.snapshot());
      log.log(Event.of(EventName.WINDOW_NOT_READY).with("reason", measuring.reason()));
    } else if (outcome instanceof StepOutcome.Observed observed) {
      seen(observed.snapshot());
    } else if (outcome instanceof StepOutcome.Decided decided) {
      seen(decided.snapshot());
      if (decided.news() == News.NEW) {
        decided(decided.record());
      }
    } else if (outcome instanceof StepOutcome.Rescaling rescaling) {
      rescaling(rescaling.before(), rescaling.after());
    }
  }

  private void unreachable(StepOutcome.Unreachable outcome) {
    if (unreachableSince.isEmpty()) {
      unreachableSince = Optional.of(clock.instant());
      log.log(Event.of(EventName.FLINK_UNREACHABLE).with("reason", outcome.message()));
    }
  }

  private boolean cameBack() {
    if (unreachableSince.isEmpty()) {
      return false;
    }
    Duration away = Duration.between(unreachableSince.get(), clock.instant());
    log.log(Event.of(EventName.FLINK_BACK).with("awaySeconds", away.toMillis() / 1000.0));
    unreachableSince = Optional.empty();
    return true;
  }

  /**
   * Whether the next step will come to the same, so that nothing is lost if this one is not told.
   */
  private static boolean lasts(StepOutcome outcome) {
    return outcome instanceof StepOutcome.Waiting
        || outcome instanceof StepOutcome.Measuring
        || outcome instanceof StepOutcome.Observed;
  }

  private void waiting(StepOutcome.Waiting outcome) {
    if (!waiting.equals(Optional.of(outcome.reason()))) {
      waiting = Optional.of(outcome.reason());
      log.log(Event.of(EventName.JOB_WAITING).with("reason", outcome.reason()));
    }
  }

  private void seen(JobSnapshot snapshot) {
    names = names(snapshot.graph());
    if (!seenJobId.equals(Optional.of(snapshot.jobId()))) {
      seenJobId = Optional.of(snapshot.jobId());
      log.log(
          Event.of(EventName.JOB_SEEN)
              .with("jobId", snapshot.jobId())
              .with("parallelism", named(snapshot.graph().parallelism())));
    }
  }

  private void decided(DecisionRecord record) {
    Decision decision = record.decision();
    String provisioning = decision.evidence().provisioning().name();
    if (decision instanceof Decision.Hold hold) {
      log.log(
          Event.of(EventName.HOLD)
              .with("cause", hold.cause().name())
              .with("provisioning", provisioning)
              .with("reason", hold.reason()));
      return;
    }
    Decision.Rescale rescale = (Decision.Rescale) decision;
    EventName name =
        record.outcome() == Outcome.REFUSED ? EventName.GUARD_REFUSED : EventName.DECISION;
    Event event =
        Event.of(name)
            .with("outcome", record.outcome().name())
            .with("step", rescale.step().name())
            .with("provisioning", provisioning)
            .with("parallelism", named(rescale.parallelism()))
            .with("reason", rescale.reason());
    log.log(record.guards().isEmpty() ? event : event.with("guards", record.guards()));
  }

  private void rescaling(RescaleEntry before, RescaleEntry after) {
    if (after.equals(before)) {
      return;
    }
    Event event =
        Event.of(nameOf(before, after))
            .with("rescaleId", after.id())
            .with("stage", after.stage().name())
            .with("direction", after.direction().name())
            .with("note", after.note());
    Event withState = after.statePath().map(path -> event.with("state", path)).orElse(event);
    log.log(
        after.stage().isFinal()
            ? withState
                .with("jobId", after.launchedJobId())
                .with("parallelism", named(after.parallelism()))
                .with(
                    "seconds",
                    Duration.between(after.startedAt(), after.stageSince()).toMillis() / 1000.0)
            : withState);
  }

  private static EventName nameOf(RescaleEntry before, RescaleEntry after) {
    if (before.direction() != after.direction() || after.attempt() > before.attempt()) {
      return EventName.RESCALE_ROLLING_BACK;
    }
    return switch (after.stage()) {
      case STOPPING ->
          before.stage() == Stage.PLANNED ? EventName.RESCALE_STARTED : EventName.RESCALE_STAGE;
      case VERIFIED -> EventName.RESCALE_VERIFIED;
      case ROLLED_BACK -> EventName.RESCALE_ROLLED_BACK;
      case ABANDONED -> EventName.RESCALE_ABANDONED;
      default -> EventName.RESCALE_STAGE;
    };
  }

  private Map<String, Integer> named(Map<OperatorId, Integer> parallelism) {
    Map<String, Integer> result = new LinkedHashMap<>();
    parallelism.forEach((id, p) -> result.put(names.getOrDefault(id, id.value()), p));
    return result;
  }

  private static Map<OperatorId, String> names(JobGraph graph) {
    Map<OperatorId, String> result = new LinkedHashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      result.put(vertex.id(), vertex.name());
    }
    return result;
  }
}
