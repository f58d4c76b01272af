package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.SlowSource;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.SlowSources;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells that a job has fewer resources than its load needs, and that nothing is done about it: at
 * once where a limit stands against it, otherwise when it lasts. It is told again with growing
 * pauses, and {@code job-relieved} closes it. Not thread-safe.
 */
final class ShortageLog {
  /** The time in which a guard or a measurement may let the tuner act. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * The time after which a source is slow by itself: when an overload begins, its backlog grows
   * before what holds it up shows in a window.
   */
  static final Duration PATIENCE_WITH_SOURCES = Duration.ofSeconds(15);

  private static final double SATURATED = 0.9;

  /** Reasons that no further window changes. */
  private static final Set<HoldReason> AT_ONCE = Set.of(HoldReason.AT_LIMIT, HoldReason.NO_GAIN);

  private final OperatorNames names;
  private final SteadyClock clock;
  private final Reminder reminder;
  private Optional<Begin> begin = Optional.empty();

  ShortageLog(OperatorNames names, SteadyClock clock) {
    this.names = names;
    this.clock = clock;
    this.reminder = Reminder.ofWarning(clock);
  }

  /** The events of a decision. */
  List<Event> after(Decided decided) {
    Decision decision = decided.record().decision();
    List<String> slowSources = SlowSources.sentences(decided.snapshot().graph(), decided.metrics());
    // If a source is slow, the job is short though the operators behind it fit what the source
    // reads.
    if (decision.evidence().provisioning() != Provisioning.UNDER && slowSources.isEmpty()) {
      return relieved(decided);
    }
    Begin known = begin.orElseGet(() -> Begin.now(clock));
    begin = Optional.of(known);
    boolean isHeldUp = decided.record().outcome() != DecisionRecord.Outcome.STARTED;
    boolean isTime =
        slowSources.isEmpty()
            ? isAtLimit(decision) || known.passed().hasRunFor(PATIENCE)
            : known.passed().hasRunFor(PATIENCE_WITH_SOURCES);
    if (!isHeldUp || !isTime || !reminder.isDue()) {
      return List.of();
    }
    reminder.told();
    return List.of(shortage(decided, known, slowSources));
  }

  private List<Event> relieved(Decided decided) {
    boolean told = reminder.isTold();
    double lasted = begin.map(Begin::seconds).orElse(0.0);
    reminder.reset();
    begin = Optional.empty();
    return told
        ? List.of(
            Event.of(EventName.JOB_RELIEVED)
                .with("shortSeconds", lasted)
                .with("parallelism", names.parallelism(decided.snapshot().graph())))
        : List.of();
  }

  private Event shortage(Decided decided, Begin known, List<String> slowSources) {
    Decision decision = decided.record().decision();
    List<OperatorEvidence> busy = ForemostOperators.busiest(busy(decision.evidence().operators()));
    Event event =
        Event.of(EventName.JOB_SHORT)
            .with("since", known.at())
            .with("shortSeconds", known.seconds())
            .with(
                "limits",
                slowSources.isEmpty()
                    ? limits(decided, busy)
                    : ceilings(decided.limits().ceilings(), busy));
    String reason = slowSources.isEmpty() ? decision.reason() : String.join("; ", slowSources);
    return new DecisionGrounds(names).added(event, busy).with("reason", reason);
  }

  private List<String> limits(Decided decided, List<OperatorEvidence> busy) {
    return switch (decided.record().outcome()) {
      case REFUSED, WITHHELD -> decided.record().guards();
      case RECOMMENDED ->
          List.of("the mode is recommend: set mode: act, or rescale the job as decision says");
      case HELD, STARTED ->
          isAtLimit(decided.record().decision()) && !hasNoGain(decided.record().decision())
              ? ceilings(decided.limits().ceilings(), busy)
              : List.of(decided.record().decision().reason());
    };
  }

  private List<String> ceilings(Map<OperatorId, String> ceilings, List<OperatorEvidence> busy) {
    return busy.stream()
        .map(
            operator ->
                "%s: %s"
                    .formatted(
                        names.of(operator.id()),
                        ceilings.getOrDefault(operator.id(), "no limit of it is known")))
        .toList();
  }

  /** The sources that are slow themselves, or else the saturated operators, or else the busiest. */
  private static List<OperatorEvidence> busy(List<OperatorEvidence> operators) {
    List<OperatorEvidence> slow =
        operators.stream().filter(o -> SlowSource.fallsBehind(o.metrics())).toList();
    if (!slow.isEmpty()) {
      return slow;
    }
    List<OperatorEvidence> saturated =
        operators.stream().filter(operator -> share(operator) >= SATURATED).toList();
    return saturated.isEmpty()
        ? operators.stream().max(Comparator.comparingDouble(ShortageLog::share)).stream().toList()
        : saturated;
  }

  private static double share(OperatorEvidence operator) {
    return operator.metrics().usefulTime();
  }

  private static boolean isAtLimit(Decision decision) {
    return decision.match(rescale -> false, hold -> AT_ONCE.contains(hold.cause()));
  }

  /** True if more subtasks would not help. Then no limit of the configuration is to blame. */
  private static boolean hasNoGain(Decision decision) {
    return decision.match(rescale -> false, hold -> hold.cause() == HoldReason.NO_GAIN);
  }
}
