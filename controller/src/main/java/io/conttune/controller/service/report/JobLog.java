package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Logs what the loop of one job does. Not thread-safe. */
public final class JobLog implements LoopListener {
  private final EventLog log;
  private final OutcomeLog outcomes;
  private final StoreLog store;

  /** Logs to this log, whose events carry the job. */
  public JobLog(EventLog log, InstantSource clock) {
    this.log = log;
    this.outcomes = new OutcomeLog(clock);
    this.store = new StoreLog(clock);
  }

  @Override
  public void hear(LoopNews news) {
    List<Event> events =
        news.match(
            stepped -> stepped(stepped.outcome()),
            changed -> LeaseEvents.of(changed.before(), changed.now()),
            lost -> List.of(LeaseEvents.lost(lost.reason())),
            failed -> store.failed(failed.failure()),
            defect -> List.of(defect(defect.exception())));
    events.forEach(log::log);
  }

  private List<Event> stepped(StepOutcome outcome) {
    List<Event> events = new ArrayList<>(outcomes.events(outcome));
    events.addAll(store.works());
    return events;
  }

  private static Event defect(Exception exception) {
    return Event.of(EventName.INTERNAL_ERROR)
        .with("reason", exception.toString())
        .because(exception);
  }
}
