package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.SavepointKeeper.Disposed;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
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
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class OutcomeLogTest {
  private static final Map<OperatorId, Integer> PARALLELISM =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  private static final JobMetrics METRICS =
      new JobFixture().vertex("source", 1, 100, 100, 0.1).metrics();
  private static final OperatorEvidence SHORT =
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
  private static final Evidence EVIDENCE =
      new Evidence("conttune", Provisioning.UNDER, List.of(SHORT), List.of());
  private static final StepOutcome AWAY =
      new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty());
  private static final RescaleEntry PLANNED = RescaleEntries.planned("WordCount", 1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Event> events = new ArrayList<>();
  private final OutcomeLog log = new OutcomeLog(new OperatorNames(), clock);

  @Test
  void logsAnOutageWhenItBeginsAndWhenItEnds() throws Exception {
    tell(AWAY);
    tell(AWAY);
    clock.advance(Duration.ofMillis(2500));
    tell(measuring("job-1", "window fills"));
    tell(measuring("job-1", "window fills"));
    tell(AWAY);
    tell(measuring("job-1", "window fills"));

    assertThat(names(Level.WARN))
        .containsExactly(EventName.FLINK_UNREACHABLE, EventName.FLINK_UNREACHABLE);
    assertThat(names(Level.INFO)).containsExactly(EventName.JOB_SEEN, EventName.FLINK_BACK);
    assertThat(only(EventName.JOB_SEEN).fields()).containsEntry("awaySeconds", 2.5);
    assertThat(only(EventName.FLINK_BACK).fields()).containsOnly(entry("awaySeconds", 0.0));
  }

  @Test
  void warnsOfAJobThatCannotBeMeasuredForOneReasonForLong() throws Exception {
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(UnmeasuredLog.PATIENCE.minusMillis(1));
    tell(measuring("job-1", "map reports no busy time"));
    assertThat(names(Level.WARN)).isEmpty();

    clock.advance(Duration.ofMillis(1));
    tell(measuring("job-1", "map reports no busy time"));
    tell(measuring("job-1", "map reports no busy time"));

    assertThat(only(EventName.JOB_UNMEASURED).fields())
        .containsOnly(
            entry("since", Instant.parse("2026-01-01T00:00:00Z")),
            entry("unmeasuredSeconds", 60.0),
            entry("reason", "map reports no busy time"));
  }

  @Test
  void closesTheWarningOfAJobThatCouldNotBeMeasured() throws Exception {
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(UnmeasuredLog.PATIENCE);
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(Duration.ofSeconds(5));
    tell(measuring("job-1", "the window fills"));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(only(EventName.JOB_MEASURED).fields())
        .containsOnly(entry("unmeasuredSeconds", 65.0));
  }

  @Test
  void saysNothingOfAWindowThatFills() throws Exception {
    for (int second = 0; second < 600; second++) {
      tell(measuring("job-1", second + " s of the 600 s window gathered"));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(names(Level.WARN)).isEmpty();
  }

  @Test
  void repeatsWithGrowingPausesThatFlinkDoesNotAnswer() {
    tell(AWAY);
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tell(AWAY);
    }

    assertThat(events)
        .extracting(Event::name)
        .as("at once, after 5 and after 15 minutes")
        .containsOnly(EventName.FLINK_UNREACHABLE)
        .hasSize(3);
    assertThat(events.get(2).fields())
        .containsOnly(
            entry("since", Instant.parse("2026-01-01T00:00:00Z")),
            entry("reason", "GET http://x/ refused"),
            entry("next", "asks again; the job is left as it is until Flink answers"));
  }

  @Test
  void tellsAnotherReasonWhyFlinkDoesNotAnswerButNoneTwiceInTurn() {
    String refused = "GET http://x/%s answered %d: the credentials for it are missing or refused";
    tell(AWAY);
    for (int step = 0; step < 24; step++) {
      clock.advance(Duration.ofSeconds(10));
      tell(step % 2 == 0 ? AWAY : unreachable(refused.formatted("jobs/" + step, 401)));
    }

    assertThat(events)
        .extracting(event -> event.fields().get("reason"))
        .containsExactly("GET http://x/ refused", refused.formatted("jobs/5", 401));
  }

  private static StepOutcome unreachable(String message) {
    return new StepOutcome.Unreachable(message, Optional.empty());
  }

  @Test
  void saysThatARescaleGoesOnOnceFlinkAnswers() {
    tell(new StepOutcome.Unreachable("GET http://x/ refused", Optional.of(PLANNED)));

    assertThat(only(EventName.FLINK_UNREACHABLE).fields())
        .containsEntry("next", "asks again; the rescale goes on once Flink answers");
  }

  @Test
  void logsWhatBecameOfASavepoint() {
    String path = "file:/s/savepoint-1";
    tell(new StepOutcome.Tidied(new Disposed(path, Optional.empty())));
    tell(new StepOutcome.Tidied(new Disposed(path, Optional.of("read-only"))));

    assertThat(only(EventName.SAVEPOINT_DISPOSED).fields()).containsOnly(entry("state", path));
    assertThat(only(EventName.SAVEPOINT_NOT_DISPOSED).fields())
        .containsOnly(entry("state", path), entry("reason", "read-only"));
  }

  @Test
  void logsWhatIsWaitedForWhenItChanges() {
    tell(waiting("no job"));
    tell(waiting("no job"));
    tell(waiting("two jobs"));

    assertThat(events)
        .extracting(event -> event.fields().get("reason"))
        .containsExactly("no job", "two jobs");
  }

  @Test
  void logsAgainWhatIsWaitedForAfterTheJobWasThere() throws Exception {
    tell(waiting("no job"));
    tell(measuring("job-1", "window fills"));
    tell(waiting("no job"));

    assertThat(names(Level.INFO))
        .containsExactly(EventName.JOB_WAITING, EventName.JOB_SEEN, EventName.JOB_WAITING);
  }

  @Test
  void closesTheWaitForAJobWithTheSameRun() throws Exception {
    tell(measuring("job-1", "window fills"));
    tell(waiting("no job"));
    tell(measuring("job-1", "window fills"));
    tell(measuring("job-1", "window fills"));

    assertThat(names(Level.INFO))
        .containsExactly(EventName.JOB_SEEN, EventName.JOB_WAITING, EventName.JOB_SEEN);
  }

  @Test
  void closesTheWaitForAJobThatComesBackAsAnotherRun() throws Exception {
    tell(measuring("job-1", "window fills"));
    tell(waiting("no job"));
    tell(changed("job-2"));

    assertThat(names(Level.INFO))
        .containsExactly(
            EventName.JOB_SEEN, EventName.JOB_WAITING, EventName.JOB_SEEN, EventName.JOB_CHANGED);
    assertThat(events.get(events.size() - 2).fields()).containsEntry("jobId", "job-2");
  }

  @Test
  void closesTheEndOfAJobThatItsRescaleHasBroughtBack() throws Exception {
    RescaleEntry verified = to(PLANNED, Stage.VERIFIED);
    JobSighting.Ended stopped = new JobSighting.Ended("job-1", JobState.FINISHED);
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 is FINISHED", stopped)));
    tell(new StepOutcome.Rescaling(PLANNED, verified, Duration.ZERO));
    tell(measuring(verified.launchedJobId(), "window fills"));

    assertThat(names(Level.INFO))
        .containsExactly(EventName.JOB_ENDED, EventName.RESCALE_VERIFIED, EventName.JOB_SEEN);
  }

  @Test
  void tellsHowLongARescaleTookByTheTimeThatPassed() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ofSeconds(12)));

    assertThat(only(EventName.RESCALE_VERIFIED).fields()).containsEntry("seconds", 12.0);
  }

  @Test
  void countsTheTimeAwayFromTheRequestThatGotNoAnswer() throws Exception {
    tell(measuring("job-1", "window fills"));
    Stopwatch asked = Stopwatch.start(clock);
    clock.advance(Duration.ofSeconds(10));
    events.addAll(log.events(AWAY, asked));
    clock.advance(Duration.ofMillis(519));
    tell(measuring("job-1", "window fills"));

    assertThat(only(EventName.FLINK_BACK).fields()).containsOnly(entry("awaySeconds", 10.519));
  }

  @Test
  void logsOnceHowAJobHasEndedWhateverElseIsOnTheCluster() {
    JobSighting.Ended cancelled = new JobSighting.Ended("job-1", JobState.CANCELED);
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 is CANCELED", cancelled)));
    tell(
        new StepOutcome.Waiting(
            new JobSighting.NotSeen("job-1 is CANCELED; the cluster has job-9", cancelled)));

    assertThat(only(EventName.JOB_ENDED).fields())
        .containsOnly(
            entry("jobId", "job-1"),
            entry("state", "CANCELED"),
            entry("reason", "job-1 is CANCELED"));
    assertThat(events).hasSize(1);
  }

  @Test
  void saysOfARunThatCannotBeTunedFirstThatItStartsAndThenWhyItCannot() {
    JobSighting.Untunable run = new JobSighting.Untunable("job-1");
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 is starting", run)));
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 is starting", run)));
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 runs in BATCH mode", run)));

    assertThat(names(Level.INFO)).containsExactly(EventName.JOB_WAITING, EventName.JOB_WAITING);
  }

  @Test
  void warnsWithGrowingPausesThatTwoJobsHaveOneName() {
    JobSighting.Several two = new JobSighting.Several(List.of("job-1", "job-2"));
    for (int minute = 0; minute <= 20; minute++) {
      tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1, job-2", two)));
      clock.advance(Duration.ofMinutes(1));
    }

    assertThat(events)
        .extracting(Event::name)
        .as("at once, after 5 and after 15 minutes")
        .containsOnly(EventName.JOB_AMBIGUOUS)
        .hasSize(3);
  }

  @Test
  void warnsOnceThatTwoJobsHaveOneName() {
    JobSighting.Several two = new JobSighting.Several(List.of("job-1", "job-2"));
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 CREATED, job-2", two)));
    tell(new StepOutcome.Waiting(new JobSighting.NotSeen("job-1 RUNNING, job-2", two)));

    assertThat(events).hasSize(1);
    assertThat(only(EventName.JOB_AMBIGUOUS).fields())
        .containsOnly(
            entry("jobIds", List.of("job-1", "job-2")), entry("reason", "job-1 CREATED, job-2"));
  }

  @Test
  void logsWhatSomebodyElseHasChangedInsteadOfTheSightOfAnotherRun() throws Exception {
    tell(measuring("job-1", "window fills"));
    tell(changed("job-2"));
    tell(measuring("job-2", "warm-up"));

    assertThat(names(Level.INFO)).containsExactly(EventName.JOB_SEEN, EventName.JOB_CHANGED);
    assertThat(only(EventName.JOB_CHANGED).fields())
        .containsOnly(
            entry("jobId", "job-2"),
            entry("formerJobId", "job-1"),
            entry("parallelism", Map.of("source", 1, "count", 2)),
            entry("changes", List.of("started by somebody else")));
  }

  @Test
  void logsARunOfTheJobOnceWithItsParallelismByName() throws Exception {
    tell(measuring("job-1", "window fills"));
    tell(new StepOutcome.Observed(snapshot("job-1"), METRICS));
    tell(measuring("job-2", "warm-up"));

    assertThat(events)
        .filteredOn(event -> event.name() == EventName.JOB_SEEN)
        .extracting(Event::fields)
        .containsExactly(
            Map.of("jobId", "job-1", "parallelism", Map.of("source", 1, "count", 2)),
            Map.of("jobId", "job-2", "parallelism", Map.of("source", 1, "count", 2)));
  }

  @Test
  void logsADecisionOnceAndARefusalAsAWarningWithItsGuards() throws Exception {
    tell(decided(Outcome.STARTED, List.of(), News.NEW));
    tell(decided(Outcome.STARTED, List.of(), News.REPEATED));
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));

    assertThat(only(EventName.DECISION).fields())
        .containsOnly(
            entry("jobId", "job-1"),
            entry("outcome", "STARTED"),
            entry("step", "BIG"),
            entry("provisioning", "UNDER"),
            entry("parallelism", Map.of("source", 1, "count", 8)),
            entry("from", Map.of("count", 2)),
            entry("rate", Map.of("count", 1234.6)),
            entry("ability", Map.of("count", 1000.0)),
            entry("reason", "count is short"),
            entry("reactionSeconds", 2.3));
    assertThat(only(EventName.GUARD_REFUSED).fields())
        .containsEntry("guards", List.of("no jar"))
        .containsEntry("outcome", "REFUSED");
  }

  /** As of a hold after a failure, while the load goes up and down. */
  @Test
  void warnsOfTheSameGuardsOnceThoughTheWishChanges() throws Exception {
    String guard = "pays %d s of 40 s, left alone until 2026-11-27T02:06:00Z";
    tell(decided(Outcome.REFUSED, List.of(guard.formatted(3)), News.NEW));
    tell(held(List.of()));
    tell(decided(Outcome.REFUSED, List.of(guard.formatted(12)), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(1);

    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(2);

    tell(decided(Outcome.STARTED, List.of(), News.NEW));
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(3);
  }

  /** As of an obstacle that nobody puts away. */
  @Test
  void warnsAgainWithGrowingPausesOfGuardsThatGoOnRefusingTheSame() throws Exception {
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tell(decided(Outcome.REFUSED, List.of("no jar"), News.REPEATED));
    }

    assertThat(events)
        .filteredOn(e -> e.name() == EventName.GUARD_REFUSED)
        .as("at once, after 5 and after 15 minutes")
        .hasSize(3);
  }

  @Test
  void logsAHoldForThoseWhoDebug() throws Exception {
    tell(held(List.of()));

    assertThat(only(EventName.HOLD).fields())
        .containsOnly(
            entry("cause", "FITS"),
            entry("provisioning", "UNDER"),
            entry("from", Map.of("count", 2)),
            entry("rate", Map.of("count", 1234.6)),
            entry("ability", Map.of("count", 1000.0)),
            entry("reason", "it fits"));
  }

  @Test
  void warnsOnceOfLimitsThatCannotBeKeptOrDoNotFit() throws Exception {
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of()));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));

    assertThat(names(Level.WARN))
        .containsExactly(EventName.LIMITS_NARROWED, EventName.LIMITS_MISFIT);
    assertThat(only(EventName.LIMITS_NARROWED).fields())
        .containsOnly(entry("notes", List.of("count: min 20 is not possible")));
    assertThat(only(EventName.LIMITS_MISFIT).fields())
        .containsOnly(entry("faults", List.of("no vertex wc")));
  }

  @Test
  void repeatsThatLimitsCannotBeKeptUntilTheyCan() throws Exception {
    tell(held(List.of("count: min 20 is not possible")));
    clock.advance(Duration.ofMinutes(5));
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(events)
        .filteredOn(event -> event.name().text().startsWith("limits-"))
        .extracting(Event::name)
        .containsExactly(
            EventName.LIMITS_NARROWED, EventName.LIMITS_NARROWED, EventName.LIMITS_WIDENED);
  }

  @Test
  void repeatsThatLimitsDoNotFitUntilTheyDo() throws Exception {
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    clock.advance(Duration.ofMinutes(5));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(events)
        .filteredOn(event -> event.name().text().startsWith("limits-"))
        .extracting(Event::name)
        .containsExactly(EventName.LIMITS_MISFIT, EventName.LIMITS_MISFIT, EventName.LIMITS_FIT);
  }

  @Test
  void logsEveryTransitionOfARescaleAndNoWaiting() {
    RescaleEntry stopping = to(PLANNED, Stage.STOPPING);
    RescaleEntry submitting =
        to(stopping.from(CapturedState.ownSavepoint("file:/s")), Stage.SUBMITTING);
    RescaleEntry back = submitting.nextAttemptBack(clock.instant(), Duration.ZERO, "main threw");
    RescaleEntry rolledBack = to(back, Stage.ROLLED_BACK);
    tell(new StepOutcome.Rescaling(PLANNED, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, submitting, Duration.ZERO));
    tell(new StepOutcome.Rescaling(submitting, back, Duration.ZERO));
    tell(new StepOutcome.Rescaling(back, rolledBack, Duration.ZERO));

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.RESCALE_STARTED,
            EventName.RESCALE_STAGE,
            EventName.RESCALE_ROLLING_BACK,
            EventName.RESCALE_ROLLED_BACK);
    assertThat(events.get(1).fields()).containsEntry("state", "file:/s");
    assertThat(events.get(2).fields()).containsEntry("direction", "BACK");
    assertThat(events.get(3).fields())
        .as("the last note says only that the job runs")
        .containsEntry("cause", "main threw");
    assertThat(events.get(3).fields())
        .containsEntry("jobId", rolledBack.launchedJobId())
        .containsKeys("parallelism", "seconds", "note", "rescaleId");
  }

  /** The event of the rescale has told the run and its parallelism. */
  @Test
  void doesNotTellTheRunThatItsOwnRescaleHasBroughtUpOnceMore() throws Exception {
    RescaleEntry verified = to(PLANNED, Stage.VERIFIED);
    tell(measuring("job-1", "window fills"));
    tell(new StepOutcome.Rescaling(PLANNED, verified, Duration.ZERO));
    tell(measuring(verified.launchedJobId(), "window fills"));
    tell(measuring("job-9", "window fills"));

    assertThat(names(Level.INFO))
        .containsExactly(EventName.JOB_SEEN, EventName.RESCALE_VERIFIED, EventName.JOB_SEEN);
  }

  @Test
  void logsARescaleThatEndsInFailure() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.FAILED), Duration.ZERO));

    assertThat(only(EventName.RESCALE_FAILED).fields()).containsEntry("note", "now FAILED");
  }

  @Test
  void doesNotCallAJobDownThatIsThereAgain() {
    RescaleEntry back = PLANNED.nextAttemptBack(clock.instant(), Duration.ZERO, "forgotten");
    tell(
        new StepOutcome.Rescaling(
            back, back.nextAttemptBackToStop(clock.instant(), "is there again"), Duration.ZERO));

    assertThat(events).extracting(Event::name).containsExactly(EventName.RESCALE_STAGE);
  }

  @Test
  void logsHowARescaleEnded() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ZERO));
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.ABANDONED), Duration.ZERO));

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.RESCALE_VERIFIED, EventName.RESCALE_ABANDONED);
  }

  @Test
  void saysHowTheStateIsTakenAndWhatCameTrueOfTheEstimate() {
    RescaleEntry stopping =
        to(PLANNED.with(PLANNED.timeline().asked(clock.instant())), Stage.STOPPING);
    Instant down = clock.instant().plusMillis(400);
    RescaleEntry verified =
        to(stopping.with(stopping.timeline().down(down).up(down.plusMillis(1250))), Stage.VERIFIED);
    tell(new StepOutcome.Rescaling(PLANNED, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, verified, Duration.ZERO));

    assertThat(only(EventName.RESCALE_STARTED).fields())
        .containsEntry("capture", "checkpoint")
        .containsEntry("estimatedDrainSeconds", 40.9)
        .containsEntry("captureReason", "the drain takes long");
    assertThat(only(EventName.RESCALE_VERIFIED).fields())
        .containsEntry("capture", "checkpoint")
        .containsEntry("estimatedDrainSeconds", 40.9)
        .containsEntry("stoppingSeconds", 0.4)
        .containsEntry("downtimeSeconds", 1.25);
  }

  @Test
  void logsNoMoreThanOneLineAtInfoPerStepWhateverComesTogether() throws Exception {
    List<StepOutcome> outcomes =
        List.of(
            waiting("no job"),
            new StepOutcome.Waiting(
                new JobSighting.NotSeen("gone", new JobSighting.Ended("job-1", JobState.FAILED))),
            changed("job-2"),
            measuring("job-1", "window fills"),
            new StepOutcome.Observed(snapshot("job-1"), METRICS),
            decided(Outcome.STARTED, List.of(), News.NEW),
            decided(Outcome.RECOMMENDED, List.of(), News.NEW),
            decided(Outcome.REFUSED, List.of("no jar"), News.NEW),
            held(List.of("note")),
            new StepOutcome.Misfit(snapshot("job-1"), List.of("fault")),
            new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.STOPPING), Duration.ZERO),
            new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ZERO));

    for (StepOutcome outcome : outcomes) {
      OutcomeLog fresh = new OutcomeLog(new OperatorNames(), clock);
      fresh.events(AWAY, Stopwatch.start(clock));
      events.clear();
      events.addAll(fresh.events(outcome, Stopwatch.start(clock)));

      assertThat(names(Level.INFO)).as("at INFO after %s", outcome).hasSize(1);
      assertThat(events)
          .as("Flink is back, said with %s", outcome)
          .anyMatch(event -> event.fields().containsKey("awaySeconds"));
    }
  }

  @Test
  void saysOfADecisionOnTheFirstSightOfAJobWhichRunItIsAbout() throws Exception {
    tell(decided(Outcome.RECOMMENDED, List.of(), News.NEW));
    tell(decided(Outcome.RECOMMENDED, List.of(), News.REPEATED));

    assertThat(events).hasSize(1);
    assertThat(only(EventName.DECISION).fields()).containsEntry("jobId", "job-1");
  }

  private void tell(StepOutcome outcome) {
    events.addAll(log.events(outcome, Stopwatch.start(clock)));
  }

  private Event only(EventName name) {
    List<Event> found = events.stream().filter(event -> event.name() == name).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<EventName> names(Level level) {
    return events.stream().map(Event::name).filter(name -> name.level() == level).toList();
  }

  private RescaleEntry to(RescaleEntry entry, Stage stage) {
    return entry.to(stage, clock.instant(), "now " + stage);
  }

  private StepOutcome changed(String jobId) throws Exception {
    return new StepOutcome.Changed(
        snapshot(jobId), new JobChange("job-1", List.of("started by somebody else")));
  }

  private static StepOutcome waiting(String reason) {
    return new StepOutcome.Waiting(new JobSighting.NotSeen(reason));
  }

  private StepOutcome measuring(String jobId, String reason) throws Exception {
    return new StepOutcome.Measuring(snapshot(jobId), reason);
  }

  private StepOutcome held(List<String> limitNotes) throws Exception {
    Decision hold = new Decision.Hold(HoldReason.FITS, "it fits", EVIDENCE);
    return decided(new Made(hold, Outcome.HELD, List.of()), limitNotes, News.NEW);
  }

  private StepOutcome decided(Outcome outcome, List<String> guards, News news) throws Exception {
    Decision rescale =
        new Decision.Rescale(
            Step.BIG,
            Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 8),
            "count is short",
            EVIDENCE);
    return decided(new Made(rescale, outcome, guards), List.of(), news);
  }

  private record Made(Decision decision, Outcome outcome, List<String> guards) {}

  private StepOutcome decided(Made made, List<String> limitNotes, News news) throws Exception {
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

  private JobSnapshot snapshot(String jobId) throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show(jobId, PARALLELISM);
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}
