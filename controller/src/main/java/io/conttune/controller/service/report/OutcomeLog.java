package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.SavepointKeeper;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.event.Level;

/**
 * Logs what the steps of one job's loop came to, each thing once: a state that lasts is logged when
 * it begins. A step logs at most one line at INFO, which then also says that Flink is back. Not
 * thread-safe.
 */
public final class OutcomeLog {
  private static final String AWAY = "awaySeconds";

  private final EventLog log;
  private final InstantSource clock;
  private Optional<Instant> unreachableSince = Optional.empty();
  private Optional<NotSeen> waiting = Optional.empty();
  private Optional<String> seenJobId = Optional.empty();
  private List<String> misfit = List.of();
  private List<String> narrowed = List.of();
  private Map<OperatorId, String> names = Map.of();

  public OutcomeLog(EventLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  public void log(StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Unreachable unreachable) {
      unreachable(unreachable);
      return;
    }
    List<Event> events = events(outcome);
    Optional<Event> news = events.stream().filter(OutcomeLog::isInfo).reduce((one, last) -> last);
    OptionalDouble away = secondsAway();
    if (away.isPresent() && news.isEmpty()) {
      log.log(Event.of(EventName.FLINK_BACK).with(AWAY, away.getAsDouble()));
    }
    for (Event event : events) {
      if (!isInfo(event)) {
        log.log(event);
      } else if (Optional.of(event).equals(news)) {
        log.log(away.isPresent() ? event.with(AWAY, away.getAsDouble()) : event);
      }
    }
  }

  private static boolean isInfo(Event event) {
    return event.name().level() == Level.INFO;
  }

  private void unreachable(StepOutcome.Unreachable outcome) {
    if (unreachableSince.isEmpty()) {
      unreachableSince = Optional.of(clock.instant());
      log.log(Event.of(EventName.FLINK_UNREACHABLE).with("reason", outcome.message()));
    }
  }

  /** For how long Flink did not answer; empty if it answered the last time as well. */
  private OptionalDouble secondsAway() {
    OptionalDouble result =
        unreachableSince
            .map(since -> OptionalDouble.of(seconds(since, clock.instant())))
            .orElse(OptionalDouble.empty());
    unreachableSince = Optional.empty();
    return result;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** What there is to say, in its order; of several at INFO the last one matters. */
  private List<Event> events(StepOutcome outcome) {
    List<Event> events = new ArrayList<>();
    if (outcome instanceof StepOutcome.Waiting now) {
      waiting(now.sighting(), events);
      return events;
    }
    waiting = Optional.empty();
    if (outcome instanceof StepOutcome.Measuring measuring) {
      seen(measuring.snapshot(), events);
      events.add(Event.of(EventName.WINDOW_NOT_READY).with("reason", measuring.reason()));
    } else if (outcome instanceof StepOutcome.Changed changed) {
      seen(changed.snapshot(), events);
      events.add(changed(changed.snapshot(), changed.change()));
    } else if (outcome instanceof StepOutcome.Misfit now) {
      seen(now.snapshot(), events);
      misfit(now.faults(), events);
    } else if (outcome instanceof StepOutcome.Observed observed) {
      seen(observed.snapshot(), events);
    } else if (outcome instanceof StepOutcome.Decided decided) {
      seen(decided.snapshot(), events);
      misfit = List.of();
      narrowed(decided.limitNotes(), events);
      if (decided.news() == News.NEW) {
        events.add(decided(decided.record()));
      }
    } else if (outcome instanceof StepOutcome.StrayCancelled stray) {
      events.add(
          Event.of(EventName.STRAY_CANCELLED)
              .with("rescaleId", stray.rescale().id())
              .with("jobId", stray.jobId()));
    } else if (outcome instanceof StepOutcome.Tidied tidied) {
      events.add(tidied(tidied.savepoint()));
    } else if (outcome instanceof StepOutcome.Rescaling rescaling) {
      rescaling(rescaling.before(), rescaling.after(), events);
    }
    return events;
  }

  private void waiting(NotSeen now, List<Event> events) {
    if (waiting.filter(former -> saysTheSame(former, now)).isPresent()) {
      return;
    }
    waiting = Optional.of(now);
    Event event;
    if (now.cause() instanceof JobSighting.Ended ended) {
      event =
          Event.of(EventName.JOB_ENDED)
              .with("jobId", ended.jobId())
              .with("state", ended.state().name());
    } else if (now.cause() instanceof JobSighting.Several several) {
      event = Event.of(EventName.JOB_AMBIGUOUS).with("jobIds", several.jobIds());
    } else {
      event = Event.of(EventName.JOB_WAITING);
    }
    events.add(event.with("reason", now.reason()));
  }

  /** The reason may also name other jobs, which come and go. */
  private static boolean saysTheSame(NotSeen former, NotSeen now) {
    boolean known =
        now.cause() instanceof JobSighting.Ended || now.cause() instanceof JobSighting.Several;
    return former.cause().equals(now.cause()) && (known || former.reason().equals(now.reason()));
  }

  private Event changed(JobSnapshot snapshot, JobChange change) {
    return Event.of(EventName.JOB_CHANGED)
        .with("jobId", snapshot.jobId())
        .with("formerJobId", change.formerJobId())
        .with("parallelism", named(snapshot.graph().parallelism()))
        .with("changes", change.sentences());
  }

  private void misfit(List<String> faults, List<Event> events) {
    if (!misfit.equals(faults)) {
      misfit = faults;
      events.add(Event.of(EventName.LIMITS_MISFIT).with("faults", faults));
    }
  }

  private void narrowed(List<String> notes, List<Event> events) {
    if (!narrowed.equals(notes)) {
      narrowed = notes;
      if (!notes.isEmpty()) {
        events.add(Event.of(EventName.LIMITS_NARROWED).with("notes", notes));
      }
    }
  }

  private void seen(JobSnapshot snapshot, List<Event> events) {
    names = names(snapshot.graph());
    if (!seenJobId.equals(Optional.of(snapshot.jobId()))) {
      seenJobId = Optional.of(snapshot.jobId());
      events.add(
          Event.of(EventName.JOB_SEEN)
              .with("jobId", snapshot.jobId())
              .with("parallelism", named(snapshot.graph().parallelism())));
    }
  }

  private static Event tidied(SavepointKeeper.Disposed savepoint) {
    return savepoint
        .obstacle()
        .map(reason -> Event.of(EventName.SAVEPOINT_NOT_DISPOSED).with("reason", reason))
        .orElse(Event.of(EventName.SAVEPOINT_DISPOSED))
        .with("state", savepoint.path());
  }

  private Event decided(DecisionRecord record) {
    Decision decision = record.decision();
    String provisioning = decision.evidence().provisioning().name();
    if (decision instanceof Decision.Hold hold) {
      return Event.of(EventName.HOLD)
          .with("cause", hold.cause().name())
          .with("provisioning", provisioning)
          .with("reason", hold.reason());
    }
    Decision.Rescale rescale = (Decision.Rescale) decision;
    boolean refused = record.outcome() == Outcome.REFUSED;
    Event event =
        refused ? Event.of(EventName.GUARD_REFUSED).with("guards", record.guards()) : begun(record);
    return event
        .with("outcome", record.outcome().name())
        .with("step", rescale.step().name())
        .with("provisioning", provisioning)
        .with("parallelism", named(rescale.parallelism()))
        .with("reason", rescale.reason());
  }

  private static Event begun(DecisionRecord record) {
    Event event = Event.of(EventName.DECISION).with("jobId", record.jobId());
    return record.rescaleId().map(id -> event.with("rescaleId", id)).orElse(event);
  }

  private void rescaling(RescaleEntry before, RescaleEntry after, List<Event> events) {
    if (after.equals(before)) {
      return;
    }
    Event event = RescaleEvents.of(before, after);
    events.add(
        after.stage().isFinal() ? event.with("parallelism", named(after.parallelism())) : event);
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
