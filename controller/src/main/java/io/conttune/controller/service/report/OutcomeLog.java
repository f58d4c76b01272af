package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.SavepointKeeper;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.event.Level;

/**
 * Makes the events of the steps of one job's loop. A state that lasts is told once, when it begins.
 * A step has at most one event at INFO; after an outage of Flink that event also says that Flink is
 * back. Not thread-safe.
 */
final class OutcomeLog {
  private static final String AWAY = "awaySeconds";

  private final OperatorNames names;
  private final ShortageLog shortages;
  private final UnmeasuredLog unmeasured;
  private final UndecidedLog undecided;
  private final RefusalLog refusals;
  private final RecommendationLog recommendations;
  private final ReachabilityLog reachability;
  private final SourceRateLog rates;
  private Optional<NotSeen> waiting = Optional.empty();
  private Optional<String> seenJobId = Optional.empty();
  private final Reminder ambiguous;
  private final Reminder misfitReminder;
  private final Reminder narrowedReminder;
  private List<String> misfit = List.of();
  private List<String> narrowed = List.of();

  /** The orders and guard rails of which it was told last that they withhold a rescale. */
  private List<String> withheld = List.of();

  OutcomeLog(OperatorNames names, SteadyClock clock) {
    this.names = names;
    this.reachability = new ReachabilityLog(clock);
    this.shortages = new ShortageLog(names, clock);
    this.unmeasured = new UnmeasuredLog(clock);
    this.undecided = new UndecidedLog(clock);
    this.refusals = new RefusalLog(clock);
    this.recommendations = new RecommendationLog(clock);
    this.rates = new SourceRateLog(clock);
    this.ambiguous = Reminder.ofWarning(clock);
    this.misfitReminder = Reminder.ofWarning(clock);
    this.narrowedReminder = Reminder.ofWarning(clock);
  }

  /**
   * The events of a step, in their order.
   *
   * @param begun measures the time since the step began
   */
  List<Event> events(StepOutcome outcome, Stopwatch begun) {
    return outcome.accept(new EventsOfOutcome(begun));
  }

  /**
   * The events of an outcome that shows that Flink answers. Of several at INFO only the last stays,
   * beside the one that says that a job which was waited for is there.
   */
  private List<Event> answered(List<Event> events) {
    Optional<Event> news = events.stream().filter(OutcomeLog::isInfo).reduce((one, last) -> last);
    OptionalDouble away = reachability.answered();
    List<Event> result = new ArrayList<>();
    if (away.isPresent() && news.isEmpty()) {
      result.add(Event.of(EventName.FLINK_BACK).with(AWAY, away.getAsDouble()));
    }
    for (Event event : events) {
      if (!isInfo(event)) {
        result.add(event);
      } else if (Optional.of(event).equals(news)) {
        result.add(away.isPresent() ? event.with(AWAY, away.getAsDouble()) : event);
      } else if (event.name() == EventName.JOB_SEEN && waiting.isPresent()) {
        result.add(event);
      }
    }
    return result;
  }

  private static boolean isInfo(Event event) {
    return event.name().level() == Level.INFO;
  }

  /** One answer for each kind of outcome: what there is to say of it. */
  private final class EventsOfOutcome implements StepOutcome.Visitor<List<Event>> {
    private final Stopwatch begun;

    EventsOfOutcome(Stopwatch begun) {
      this.begun = begun;
    }

    @Override
    public List<Event> unreachable(StepOutcome.Unreachable outcome) {
      return reachability.unreachable(outcome, begun);
    }

    @Override
    public List<Event> waiting(StepOutcome.Waiting outcome) {
      return answered(stillWaiting(outcome.sighting()));
    }

    @Override
    public List<Event> changed(StepOutcome.Changed outcome) {
      return ofJob(outcome.snapshot(), List.of(change(outcome.snapshot(), outcome.change())));
    }

    @Override
    public List<Event> measuring(StepOutcome.Measuring outcome) {
      List<Event> events = new ArrayList<>();
      events.add(Event.of(EventName.WINDOW_NOT_READY).with("reason", outcome.reason()));
      events.addAll(unmeasured.unmeasured(outcome.reason()));
      return ofJob(outcome.snapshot(), events);
    }

    @Override
    public List<Event> misfit(StepOutcome.Misfit outcome) {
      return measured(ofJob(outcome.snapshot(), faults(outcome.faults())));
    }

    @Override
    public List<Event> observed(StepOutcome.Observed outcome) {
      return measured(ofJob(outcome.snapshot(), List.of()));
    }

    @Override
    public List<Event> decided(StepOutcome.Decided outcome) {
      names.learn(outcome.snapshot().graph());
      List<Event> events = new ArrayList<>(notes(outcome.limits().notes()));
      Optional.of(outcome)
          .filter(OutcomeLog.this::isNews)
          .map(StepOutcome.Decided::record)
          .map(OutcomeLog.this::decision)
          .map(event -> reacting(event, outcome.reaction()))
          .ifPresent(events::add);
      List<Event> told = new ArrayList<>(measured(ofJob(outcome.snapshot(), events)));
      told.addAll(fit());
      told.addAll(widened(outcome.limits().notes()));
      told.addAll(shortages.after(outcome));
      told.addAll(undecided.after(outcome));
      return told;
    }

    @Override
    public List<Event> lateLaunch(StepOutcome.LateLaunch outcome) {
      EventName name =
          switch (outcome.handling()) {
            case FOUND -> EventName.LATE_LAUNCH_FOUND;
            case CANCELLED -> EventName.LATE_LAUNCH_CANCELLED;
          };
      return answered(
          List.of(
              Event.of(name)
                  .with("rescaleId", outcome.rescale().id())
                  .with("jobId", outcome.jobId())));
    }

    @Override
    public List<Event> rescaling(StepOutcome.Rescaling outcome) {
      return answered(transition(outcome));
    }

    @Override
    public List<Event> tidied(StepOutcome.Tidied outcome) {
      return answered(List.of(disposal(outcome.savepoint())));
    }

    private List<Event> measured(List<Event> events) {
      List<Event> all = new ArrayList<>(events);
      all.addAll(unmeasured.measured());
      return all;
    }

    private List<Event> ofJob(JobSnapshot snapshot, List<Event> more) {
      List<Event> events = new ArrayList<>(sight(snapshot));
      events.addAll(more);
      List<Event> told = new ArrayList<>(answered(events));
      told.addAll(rates.after(snapshot));
      waiting = Optional.empty();
      return told;
    }
  }

  /** What somebody has to put right is told again with growing pauses. */
  private List<Event> stillWaiting(NotSeen now) {
    boolean isNew = waiting.filter(former -> saysTheSame(former, now)).isEmpty();
    boolean isAmbiguous =
        now.cause().match(noJob -> false, untunable -> false, ended -> false, several -> true);
    if (isNew) {
      ambiguous.reset();
    }
    if (!isNew && !(isAmbiguous && ambiguous.isDue())) {
      return List.of();
    }
    if (isAmbiguous) {
      ambiguous.told();
    }
    waiting = Optional.of(now);
    Event event =
        now.cause()
            .match(
                noJob -> Event.of(EventName.JOB_WAITING),
                untunable -> Event.of(EventName.JOB_WAITING),
                ended ->
                    Event.of(EventName.JOB_ENDED)
                        .with("jobId", ended.jobId())
                        .with("state", ended.state().name()),
                several -> Event.of(EventName.JOB_AMBIGUOUS).with("jobIds", several.jobIds()));
    return List.of(event.with("reason", now.reason()));
  }

  /**
   * Returns whether two looks missed the job for the same cause. A reason that also names other
   * jobs is not compared, because those come and go.
   */
  private static boolean saysTheSame(NotSeen former, NotSeen now) {
    boolean causeSaysAll =
        now.cause().match(noJob -> false, untunable -> false, ended -> true, several -> true);
    return former.cause().equals(now.cause())
        && (causeSaysAll || former.reason().equals(now.reason()));
  }

  private Event change(JobSnapshot snapshot, JobChange change) {
    return Event.of(EventName.JOB_CHANGED)
        .with("jobId", snapshot.jobId())
        .with("formerJobId", change.formerJobId())
        .with("parallelism", names.parallelism(snapshot.graph()))
        .with("changes", change.sentences());
  }

  /** Told again with growing pauses: the job is not tuned for as long as it lasts. */
  private List<Event> faults(List<String> faults) {
    if (!misfit.equals(faults)) {
      misfitReminder.reset();
    }
    misfit = faults;
    if (!misfitReminder.isDue()) {
      return List.of();
    }
    misfitReminder.told();
    return List.of(Event.of(EventName.LIMITS_MISFIT).with("faults", faults));
  }

  private List<Event> fit() {
    boolean told = misfitReminder.isTold();
    misfitReminder.reset();
    misfit = List.of();
    return told ? List.of(Event.of(EventName.LIMITS_FIT)) : List.of();
  }

  private List<Event> notes(List<String> notes) {
    if (notes.isEmpty()) {
      return List.of();
    }
    if (!narrowed.equals(notes)) {
      narrowedReminder.reset();
    }
    narrowed = notes;
    if (!narrowedReminder.isDue()) {
      return List.of();
    }
    narrowedReminder.told();
    return List.of(Event.of(EventName.LIMITS_NARROWED).with("notes", notes));
  }

  private List<Event> widened(List<String> notes) {
    if (!notes.isEmpty() || !narrowedReminder.isTold()) {
      return List.of();
    }
    narrowedReminder.reset();
    narrowed = List.of();
    return List.of(Event.of(EventName.LIMITS_WIDENED));
  }

  private List<Event> sight(JobSnapshot snapshot) {
    names.learn(snapshot.graph());
    boolean told = seenJobId.equals(Optional.of(snapshot.jobId())) && waiting.isEmpty();
    seenJobId = Optional.of(snapshot.jobId());
    return told
        ? List.of()
        : List.of(
            Event.of(EventName.JOB_SEEN)
                .with("jobId", snapshot.jobId())
                .with("parallelism", names.parallelism(snapshot.graph())));
  }

  private static Event disposal(SavepointKeeper.Disposed savepoint) {
    return savepoint
        .obstacle()
        .map(reason -> Event.of(EventName.SAVEPOINT_NOT_DISPOSED).with("reason", reason))
        .orElse(Event.of(EventName.SAVEPOINT_DISPOSED))
        .with("state", savepoint.path());
  }

  /**
   * A refusal that lasts is told again, though the decision repeats the last one. A recommendation
   * that came and went is not. What an order or a guard rail withholds is told once, whatever the
   * tuner wishes meanwhile.
   */
  private boolean isNews(StepOutcome.Decided outcome) {
    DecisionRecord record = outcome.record();
    boolean isNew = outcome.newDecision().isPresent();
    return switch (record.outcome()) {
      case REFUSED -> refusals.isNews(record.guards());
      case STARTED -> {
        withheld = List.of();
        refusals.over();
        yield isNew;
      }
      case WITHHELD -> {
        boolean isOther = !withheld.equals(record.guards());
        withheld = record.guards();
        yield isOther;
      }
      case RECOMMENDED ->
          record
              .decision()
              .match(
                  rescale -> recommendations.isNews(record.jobId(), rescale.parallelism()),
                  hold -> isNew);
      case HELD -> isNew;
    };
  }

  private Event decision(DecisionRecord record) {
    return record.decision().match(rescale -> wanted(record, rescale), this::held);
  }

  private static Event reacting(Event event, Optional<Duration> reaction) {
    return reaction
        .map(time -> event.with("reactionSeconds", time.toMillis() / 1000.0))
        .orElse(event);
  }

  private Event held(Decision.Hold hold) {
    Event event =
        Event.of(EventName.HOLD)
            .with("cause", hold.cause().name())
            .with("provisioning", hold.evidence().provisioning().name());
    return new DecisionGrounds(names)
        .added(event, ForemostOperators.busiest(hold.evidence().operators()))
        .with("reason", hold.reason());
  }

  private Event wanted(DecisionRecord record, Decision.Rescale rescale) {
    boolean refused = record.outcome() == Outcome.REFUSED;
    Event event =
        refused ? Event.of(EventName.GUARD_REFUSED).with("guards", record.guards()) : begun(record);
    Event full =
        event
            .with("outcome", record.outcome().name())
            .with("step", rescale.step().name())
            .with("provisioning", rescale.evidence().provisioning().name())
            .with("parallelism", names.named(ForemostOperators.wanted(rescale)));
    return new DecisionGrounds(names)
        .added(full, ForemostOperators.changed(rescale))
        .with("reason", rescale.reason());
  }

  private static Event begun(DecisionRecord record) {
    Event event = Event.of(EventName.DECISION).with("jobId", record.jobId());
    Event told = record.rescaleId().map(id -> event.with("rescaleId", id)).orElse(event);
    return record.guards().isEmpty() ? told : told.with("guards", record.guards());
  }

  private List<Event> transition(StepOutcome.Rescaling step) {
    RescaleEntry after = step.after();
    if (after.equals(step.before())) {
      return List.of();
    }
    Event event = RescaleEvents.of(step);
    if (after.stage() == Stage.VERIFIED || after.stage() == Stage.ROLLED_BACK) {
      // The event tells the run: it is no news when it is looked at next.
      seenJobId = Optional.of(after.launchedJobId());
    }
    return List.of(
        after.stage().isFinal()
            ? event.with("parallelism", names.named(ForemostOperators.rescaled(after)))
            : event);
  }
}
