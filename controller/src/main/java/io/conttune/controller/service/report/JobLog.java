package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs what the loop of one job does. Not thread-safe. */
public final class JobLog implements LoopListener {
  private final EventLog log;
  private final OperatorNames names;
  private final ShortLines lines;
  private final OutcomeLog outcomes;
  private final OutageLog outages;
  private final ObjectiveLog objectives;
  private final OrderLog orders;
  private final StoreLog store;
  private final DefectLog defects;

  /**
   * A log of one job.
   *
   * @param log takes the events, and adds the job to each
   * @param flink address of the job's cluster, for the commands that the log recommends
   */
  public JobLog(EventLog log, URI flink, SteadyClock clock) {
    this.log = log;
    this.names = new OperatorNames();
    this.lines = new ShortLines(names);
    this.outcomes = new OutcomeLog(names, clock);
    this.outages = new OutageLog(outageEvents(flink), clock);
    this.objectives = new ObjectiveLog(clock);
    this.orders = new OrderLog(names);
    this.store = new StoreLog(clock);
    this.defects = new DefectLog(clock);
  }

  @Override
  public void hear(LoopNews news) {
    List<Event> events =
        news.match(
            new LoopNews.Cases<>(
                this::stepped,
                changed -> LeaseEvents.of(changed.before(), changed.now()),
                lost -> List.of(LeaseEvents.lost(lost.reason())),
                failed -> storeFailed(failed.failure()),
                defect -> defect(defect.defect()),
                leftDown -> List.of(outages.leftDown(leftDown.outage())),
                this::settingsTaken));
    events.forEach(event -> log.log(lines.shortened(event)));
  }

  private List<Event> stepped(LoopNews.Stepped step) {
    List<Event> events = new ArrayList<>(orders.after(step.orders()));
    events.addAll(outcomes.events(step.outcome(), step.begun()));
    events.addAll(outages.after(step.outcome(), step.outage()));
    events.addAll(objectives.after(step.objective()));
    events.addAll(store.works());
    events.addAll(defects.stepped());
    return events;
  }

  private List<Event> settingsTaken(LoopNews.SettingsTaken settings) {
    outages.tellBy(outageEvents(settings.flink()));
    return List.of();
  }

  private OutageEvents outageEvents(URI flink) {
    return new OutageEvents(new RescueAdvice(flink, names));
  }

  private List<Event> storeFailed(StoreUnavailableException failure) {
    List<Event> events = new ArrayList<>(store.failed(failure));
    events.addAll(outages.remind(Optional.of("the store fails: " + failure.getMessage())));
    return events;
  }

  private List<Event> defect(Throwable defect) {
    List<Event> events = new ArrayList<>(defects.met(defect));
    events.addAll(outages.remind(Optional.of("the controller has a defect: " + defect)));
    return events;
  }
}
