package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.event.Level;

/** Steps of one job that are told to its log, and the events that the log makes of them. */
abstract class LoggedOutcomes {
  static final Map<OperatorId, Integer> PARALLELISM =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  static final JobMetrics METRICS = new JobFixture().vertex("source", 1, 100, 100, 0.1).metrics();
  static final OperatorEvidence SHORT =
      new OperatorEvidence(
          FakeJobMonitor.COUNT,
          "count",
          new JobFixture()
              .vertex(FakeJobMonitor.COUNT.value(), 2, 900, 900, 0.9)
              .metrics()
              .of(FakeJobMonitor.COUNT),
          OptionalDouble.of(1234.56),
          OptionalDouble.of(1543.2),
          List.of(),
          8,
          "it is short",
          OptionalDouble.empty());
  static final Evidence EVIDENCE =
      new Evidence("conttune", Provisioning.UNDER, List.of(SHORT), List.of());
  static final StepOutcome AWAY =
      new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty());
  static final RescaleEntry PLANNED = RescaleEntries.planned("WordCount", 1);

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final List<Event> events = new ArrayList<>();
  final OutcomeLog log = new OutcomeLog(new OperatorNames(), clock);

  void tell(StepOutcome outcome) {
    events.addAll(log.events(outcome, Stopwatch.start(clock)));
  }

  Event only(EventName name) {
    List<Event> found = events.stream().filter(event -> event.name() == name).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  List<EventName> names(Level level) {
    return events.stream().map(Event::name).filter(name -> name.level() == level).toList();
  }

  RescaleEntry to(RescaleEntry entry, Stage stage) {
    return entry.to(stage, clock.instant(), "now " + stage);
  }

  StepOutcome changed(String jobId) throws Exception {
    return new StepOutcome.Changed(
        snapshot(jobId), new JobChange("job-1", List.of("started by somebody else")));
  }

  static StepOutcome waiting(String reason) {
    return new StepOutcome.Waiting(new JobSighting.NotSeen(reason));
  }

  StepOutcome measuring(String jobId, String reason) throws Exception {
    return new StepOutcome.Measuring(snapshot(jobId), reason);
  }

  StepOutcome held(List<String> limitNotes) throws Exception {
    Decision hold = new Decision.Hold(HoldReason.FITS, "it fits", EVIDENCE);
    return decided(new Made(hold, Outcome.HELD, List.of()), limitNotes, News.NEW);
  }

  StepOutcome decided(Outcome outcome, List<String> guards, News news) throws Exception {
    return decided(new Made(rescale(8), outcome, guards), List.of(), news);
  }

  static Decision rescale(int subtasks) {
    return new Decision.Rescale(
        Step.BIG,
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, subtasks),
        "count is short",
        EVIDENCE);
  }

  record Made(Decision decision, Outcome outcome, List<String> guards) {}

  StepOutcome decided(Made made, List<String> limitNotes, News news) throws Exception {
    DecisionRecord record =
        new DecisionRecord(
            "WordCount",
            "job-1",
            clock.instant(),
            made.outcome(),
            made.guards(),
            made.decision(),
            Optional.empty());
    return new StepOutcome.Decided(
        snapshot("job-1"),
        METRICS,
        record,
        new LimitsOf.Fit.Known(new Limits(Map.of()), limitNotes),
        news,
        made.outcome() == Outcome.STARTED
            ? Optional.of(Duration.ofMillis(2300))
            : Optional.empty());
  }

  JobSnapshot snapshot(String jobId) throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show(jobId, PARALLELISM);
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}
