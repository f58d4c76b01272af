package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The log of a job that is short and that nothing is done about. */
class ShortageLogTest {
  private static final JobMetrics METRICS =
      new JobFixture()
          .vertex(FakeJobMonitor.SOURCE.value(), 1, 900, 900, 0.2)
          .vertex(FakeJobMonitor.COUNT.value(), 2, 900, 900, 1)
          .metrics();
  private static final LimitsOf.Fit.Known LIMITS =
      new LimitsOf.Fit.Known(
          new Limits(Map.of()),
          List.of(),
          Map.of(
              FakeJobMonitor.SOURCE, "sources keep their parallelism",
              FakeJobMonitor.COUNT, "parallelism.max is 2; raise it"));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Event> events = new ArrayList<>();
  private final JobLog log = new JobLog(events::add, URI.create("http://127.0.0.1:8081"), clock);

  @Test
  void namesTheLimitAndWhatWouldLiftItAtOnce() throws Exception {
    decide(atLimit(), Outcome.HELD, List.of());

    assertThat(shortages()).hasSize(1);
    assertThat(shortages().get(0).fields())
        .containsEntry("limits", List.of("count: parallelism.max is 2; raise it"))
        .containsEntry("from", Map.of("count", 2))
        .containsEntry("rate", Map.of("count", 900.0))
        .containsEntry("ability", Map.of("count", 900.0))
        .containsEntry("shortSeconds", 0.0)
        .containsEntry("reason", "count is saturated, but at its limit");
  }

  @Test
  void isRepeatedWithPausesThatGrow() throws Exception {
    for (int minute = 0; minute <= 40; minute++) {
      decide(atLimit(), Outcome.HELD, List.of());
      clock.advance(Duration.ofMinutes(1));
    }

    assertThat(shortages())
        .extracting(event -> event.fields().get("shortSeconds"))
        .containsExactly(0.0, 300.0, 900.0, 2100.0);
  }

  @Test
  void isClosedWhenTheJobCarriesItsLoad() throws Exception {
    decide(atLimit(), Outcome.HELD, List.of());
    clock.advance(Duration.ofSeconds(30));
    decide(hold(HoldReason.FITS, Provisioning.NORMAL), Outcome.HELD, List.of());
    decide(hold(HoldReason.FITS, Provisioning.NORMAL), Outcome.HELD, List.of());

    assertThat(events)
        .filteredOn(event -> event.name() == EventName.JOB_RELIEVED)
        .singleElement()
        .extracting(event -> event.fields().get("shortSeconds"))
        .isEqualTo(30.0);
  }

  @Test
  void namesTheObstacleOfARescaleThatStaysRefused() throws Exception {
    decide(wanted(), Outcome.REFUSED, List.of("8 slots are needed, 2 are there"));
    assertThat(shortages()).isEmpty();

    clock.advance(ShortageLog.PATIENCE);
    decide(wanted(), Outcome.REFUSED, List.of("8 slots are needed, 2 are there"));

    assertThat(shortages()).hasSize(1);
    assertThat(shortages().get(0).fields())
        .containsEntry("limits", List.of("8 slots are needed, 2 are there"));
  }

  @Test
  void saysThatTheModeDoesNotAllowToAct() throws Exception {
    decide(wanted(), Outcome.RECOMMENDED, List.of());
    clock.advance(ShortageLog.PATIENCE);
    decide(wanted(), Outcome.RECOMMENDED, List.of());

    assertThat(shortages().get(0).fields().get("limits").toString()).contains("mode: act");
  }

  @Test
  void aSourceThatStaysSlowIsTheReasonWhateverIsDecidedBehindIt() throws Exception {
    JobMetrics behind =
        new JobFixture()
            .vertex(FakeJobMonitor.SOURCE.value(), 1, 900, 900, 1)
            .backlog(FakeJobMonitor.SOURCE.value(), 5000, 100)
            .vertex(FakeJobMonitor.COUNT.value(), 2, 900, 900, 0.5)
            .metrics();
    Decision fits = hold(HoldReason.FITS, Provisioning.NORMAL, behind);
    decide(fits, Outcome.HELD, List.of(), behind);
    decide(hold(HoldReason.AT_LIMIT, Provisioning.UNDER, behind), Outcome.HELD, List.of(), behind);
    assertThat(shortages()).isEmpty();

    clock.advance(ShortageLog.PATIENCE_WITH_SOURCES);
    decide(fits, Outcome.HELD, List.of(), behind);
    clock.advance(Duration.ofSeconds(5));
    decide(fits, Outcome.REFUSED, List.of("one subtask is not worth it"), behind);

    assertThat(events)
        .extracting(Event::name)
        .contains(EventName.JOB_SHORT)
        .doesNotContain(EventName.JOB_RELIEVED);
    assertThat(shortages()).hasSize(1);
    assertThat(shortages().get(0).fields().get("reason").toString())
        .contains("the source is the bottleneck");
    assertThat(shortages().get(0).fields())
        .containsEntry("limits", List.of("source: sources keep their parallelism"));
  }

  @Test
  void saysNothingOfAShortageThatIsBeingEnded() throws Exception {
    decide(wanted(), Outcome.STARTED, List.of());
    clock.advance(Duration.ofMinutes(10));
    decide(wanted(), Outcome.STARTED, List.of());

    assertThat(shortages()).isEmpty();
  }

  @Test
  void aHoldBecauseNoWindowTellsWhatTheJobNeedsIsToldWithGrowingPauses() throws Exception {
    Decision hold = hold(HoldReason.UNKNOWN_RATES, Provisioning.NORMAL);
    for (int minute = 0; minute <= 60; minute++) {
      decide(hold, Outcome.HELD, List.of());
      clock.advance(Duration.ofMinutes(1));
    }
    decide(hold(HoldReason.FITS, Provisioning.NORMAL), Outcome.HELD, List.of());

    List<Event> told =
        events.stream().filter(event -> event.name() == EventName.JOB_UNDECIDED).toList();
    assertThat(told)
        .extracting(event -> event.fields().get("undecidedSeconds"))
        .containsExactly(600.0, 900.0, 1500.0, 2700.0);
    assertThat(told.get(0).fields()).containsEntry("cause", "UNKNOWN_RATES");
    assertThat(events)
        .extracting(Event::name)
        .filteredOn(name -> name == EventName.JOB_DECIDED)
        .hasSize(1);
  }

  @Test
  void aHoldBecauseTheJobFitsIsNeverTold() throws Exception {
    Decision hold = hold(HoldReason.FITS, Provisioning.NORMAL);
    decide(hold, Outcome.HELD, List.of());
    clock.advance(Duration.ofHours(1));
    decide(hold, Outcome.HELD, List.of());

    assertThat(events).extracting(Event::name).doesNotContain(EventName.JOB_UNDECIDED);
  }

  private void decide(Decision decision, Outcome outcome, List<String> guards)
      throws FlinkUnavailableException {
    decide(decision, outcome, guards, METRICS);
  }

  private void decide(Decision decision, Outcome outcome, List<String> guards, JobMetrics metrics)
      throws FlinkUnavailableException {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    DecisionRecord record =
        new DecisionRecord(
            "WordCount", "job-1", clock.instant(), outcome, guards, decision, Optional.empty());
    log.hear(
        new LoopNews.Stepped(
            new StepOutcome.Decided(
                ((JobSighting.Seen) monitor.look()).snapshot(),
                metrics,
                record,
                LIMITS,
                News.REPEATED,
                Optional.empty()),
            Stopwatch.start(clock),
            Optional.empty()));
  }

  private static Decision atLimit() {
    return new Decision.Hold(
        HoldReason.AT_LIMIT, "count is saturated, but at its limit", evidence(Provisioning.UNDER));
  }

  private static Decision hold(HoldReason cause, Provisioning provisioning) {
    return hold(cause, provisioning, METRICS);
  }

  private static Decision hold(HoldReason cause, Provisioning provisioning, JobMetrics metrics) {
    return new Decision.Hold(cause, "it fits", evidence(provisioning, metrics));
  }

  private static Decision wanted() {
    return new Decision.Rescale(
        Step.BIG,
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 8),
        "count is saturated",
        evidence(Provisioning.UNDER));
  }

  private static Evidence evidence(Provisioning provisioning) {
    return evidence(provisioning, METRICS);
  }

  private static Evidence evidence(Provisioning provisioning, JobMetrics measured) {
    List<OperatorEvidence> operators =
        measured.operators().values().stream()
            .map(
                metrics ->
                    new OperatorEvidence(
                        metrics.id(),
                        metrics.id().value(),
                        metrics,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of(),
                        metrics.parallelism(),
                        "a test says so",
                        OptionalDouble.empty()))
            .toList();
    return new Evidence("conttune", provisioning, operators, List.of());
  }

  private List<Event> shortages() {
    return events.stream().filter(event -> event.name() == EventName.JOB_SHORT).toList();
  }
}
