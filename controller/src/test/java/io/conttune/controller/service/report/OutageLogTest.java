package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.JobOutage.RunState;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.SettableClock;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.Begin;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log of a job that is down. */
class OutageLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration EXPECTED = Duration.ofSeconds(15);
  private static final String STATE = "file:/savepoints/savepoint-1";

  private final SettableClock clock = new SettableClock(START);
  private final List<Event> events = new ArrayList<>();
  private final JobLog log =
      new JobLog(events::add, URI.create("http://user:secret@127.0.0.1:8081/"), clock);

  @Test
  void saysNothingOfAJobThatIsDownNoLongerThanExpected() {
    waitIn(submitting(), EXPECTED);

    assertThat(downs()).isEmpty();
  }

  @Test
  void raisesAnErrorFromTheFirstSecondThatItLastsLonger() {
    waitIn(submitting(), EXPECTED.plusSeconds(1));

    assertThat(downs()).hasSize(1);
    assertThat(downs().get(0).fields())
        .containsEntry("since", START)
        .containsEntry("downSeconds", 16.0)
        .containsEntry("expectedSeconds", 15.0)
        .containsEntry("stage", "SUBMITTING")
        .containsEntry("state", STATE)
        .containsEntry("reason", "starts the job")
        .containsKeys("rescaleId", "tried", "next", "command");
  }

  @Test
  void raisesItWhileTheStopTakesLong() {
    waitIn(entry(Stage.STOPPING, "stop-with-savepoint is asked for"), Duration.ofSeconds(70));

    assertThat(downs()).isNotEmpty();
    assertThat(downs().get(0).fields().get("next").toString()).contains("waits for the end");
  }

  @Test
  void tellsTimesInItsSentencesToTheSecond() {
    RescaleEntry submitted =
        submitting().to(Stage.SUBMITTED, START.plusNanos(1_123_456_789), "the run is accepted");

    waitIn(submitted, EXPECTED.plusSeconds(1));

    assertThat(downs().get(0).fields().get("next").toString())
        .startsWith("waits until 2026-01-01T00:")
        .containsPattern(":\\d\\dZ for all subtasks to run");
  }

  @Test
  void repeatsItWithPausesThatGrow() {
    waitIn(submitting(), Duration.ofMinutes(10));

    assertThat(downs())
        .extracting(event -> event.fields().get("downSeconds"))
        .containsExactly(16.0, 76.0, 196.0, 436.0);
  }

  @Test
  void saysThatFlinkDoesNotAnswerAndHowToAskIt() {
    RescaleEntry entry = submitting();
    clock.advance(Duration.ofSeconds(60));

    step(
        new StepOutcome.Unreachable("GET /jobs answered 503", Optional.of(entry)),
        outage(entry, Optional.of("GET /jobs answered 503")));

    assertThat(downs()).hasSize(1);
    assertThat(downs().get(0).fields().get("reason").toString())
        .startsWith("Flink does not answer: GET /jobs answered 503");
    assertThat(downs().get(0).fields())
        .containsEntry("command", "curl -sS 'http://127.0.0.1:8081/jobs/overview'");
  }

  @Test
  void asksTheClusterAtTheAddressThatTheJobsFileHasNow() {
    RescaleEntry entry = submitting();
    log.hear(new LoopNews.SettingsTaken(URI.create("http://127.0.0.1:9091")));
    clock.advance(Duration.ofSeconds(60));

    step(
        new StepOutcome.Unreachable("GET /jobs answered 503", Optional.of(entry)),
        outage(entry, Optional.of("GET /jobs answered 503")));

    assertThat(downs().get(0).fields())
        .containsEntry("command", "curl -sS 'http://127.0.0.1:9091/jobs/overview'");
  }

  @Test
  void goesOnTellingItWhileTheStoreFails() {
    waitIn(submitting(), Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(30));

    log.hear(new LoopNews.StoreFailed(new StoreUnavailableException("the server hangs")));

    assertThat(downs()).hasSize(1);
    assertThat(downs().get(0).fields().get("reason").toString())
        .startsWith("the store fails: the server hangs");
  }

  @Test
  void isClosedByTheJobThatIsUp() {
    RescaleEntry entry = submitting();
    waitIn(entry, Duration.ofSeconds(20));
    RescaleEntry running = entry.to(Stage.RUNNING, clock.instant(), "all subtasks run");

    step(new StepOutcome.Rescaling(entry, running, Duration.ZERO), Optional.empty());

    Event up = last();
    assertThat(up.name()).isEqualTo(EventName.JOB_UP);
    assertThat(up.fields())
        .containsEntry("jobId", running.launchedJobId())
        .containsEntry("downSeconds", 21.0);
  }

  @Test
  void isNotClosedWhereNothingWasTold() {
    RescaleEntry entry = submitting();
    waitIn(entry, Duration.ofSeconds(5));

    step(
        new StepOutcome.Rescaling(
            entry, entry.to(Stage.RUNNING, clock.instant(), "up"), Duration.ZERO),
        Optional.empty());

    assertThat(events).extracting(Event::name).doesNotContain(EventName.JOB_UP);
  }

  @Test
  void startsByHandWhatNobodyElseWillStart() {
    RescaleEntry before = submitting();
    RescaleEntry failed = before.to(Stage.FAILED, clock.instant(), "no state is known");

    step(
        new StepOutcome.Rescaling(before, failed, Duration.ZERO), outage(failed, Optional.empty()));

    assertThat(downs()).hasSize(1);
    assertThat(downs().get(0).fields().get("command").toString())
        .startsWith("flink run -m 127.0.0.1:8081 -d -s '" + STATE + "'");
  }

  @Test
  void isToldAtOnceWhenALaunchOnTheWayBackFails() {
    RescaleEntry back = submitting().nextAttemptBack(START, Duration.ZERO, "main threw");
    RescaleEntry again = back.nextAttemptBack(START, Duration.ZERO, "main threw again");

    step(
        new StepOutcome.Rescaling(submitting(), back, Duration.ZERO),
        outage(back, Optional.empty()));
    assertThat(downs()).isEmpty();
    step(new StepOutcome.Rescaling(back, again, Duration.ZERO), outage(again, Optional.empty()));

    assertThat(downs()).hasSize(1);
    assertThat(downs().get(0).fields()).containsEntry("reason", "main threw again");
  }

  @Test
  void isToldEachTimeThatARunCannotBeStopped() {
    RescaleEntry ending = entry(Stage.ENDING, "did not come up");
    clock.advance(Duration.ofSeconds(1));
    RescaleEntry again = ending.to(Stage.ENDING, clock.instant(), "cannot be stopped");

    step(
        new StepOutcome.Rescaling(ending, ending, Duration.ZERO), outage(ending, Optional.empty()));
    assertThat(downs()).isEmpty();
    step(new StepOutcome.Rescaling(ending, again, Duration.ZERO), outage(again, Optional.empty()));

    assertThat(downs()).hasSize(1);
  }

  @Test
  void tellsOfAJobThatFailedByItself() {
    JobOutage own =
        new JobOutage.ByItself("job-1", RunState.FAILED, begin(), Duration.ZERO, "job-1 is FAILED");
    clock.advance(Duration.ofSeconds(1));

    step(new StepOutcome.Unreachable("refused", Optional.empty()), Optional.of(own));

    assertThat(downs().get(0).fields())
        .containsEntry("jobId", "job-1")
        .containsEntry("reason", "job-1 is FAILED")
        .containsEntry("command", "curl -sS 'http://127.0.0.1:8081/jobs/job-1/exceptions'");
    assertThat(downs().get(0).fields().get("next").toString())
        .contains("a person must start the job");
  }

  /** What a cluster has forgotten it cannot show. */
  @Test
  void asksTheClusterForNothingOfARunThatItHasForgotten() {
    JobOutage own =
        new JobOutage.ByItself("job-1", RunState.FORGOTTEN, begin(), Duration.ZERO, "no jobs");
    clock.advance(Duration.ofSeconds(1));

    step(new StepOutcome.Unreachable("refused", Optional.empty()), Optional.of(own));

    assertThat(downs().get(0).fields())
        .containsEntry("command", "curl -sS 'http://127.0.0.1:8081/jobs/overview'");
    assertThat(downs().get(0).fields().get("next").toString())
        .contains("if none does, a person must start it");
  }

  @Test
  void showsNeitherThePasswordOfTheAddressNorAnArgumentOfTheJob() {
    RescaleEntry before = submitting();
    RescaleEntry failed = before.to(Stage.FAILED, clock.instant(), "no state is known");

    step(
        new StepOutcome.Rescaling(before, failed, Duration.ZERO), outage(failed, Optional.empty()));

    assertThat(events.toString()).doesNotContain("secret", "--parallelism");
  }

  /** Steps once a second in this stage, for this long. */
  private void waitIn(RescaleEntry entry, Duration time) {
    Instant end = clock.instant().plus(time);
    while (!clock.instant().isAfter(end)) {
      step(new StepOutcome.Rescaling(entry, entry, Duration.ZERO), outage(entry, Optional.empty()));
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private Begin begin() {
    return new Begin(START, new Stopwatch(clock, Duration.ZERO));
  }

  private void step(StepOutcome outcome, Optional<JobOutage> outage) {
    log.hear(new LoopNews.Stepped(outcome, Stopwatch.start(clock), outage));
  }

  private Optional<JobOutage> outage(RescaleEntry entry, Optional<String> obstacle) {
    Duration expected = entry.stage() == Stage.FAILED ? Duration.ZERO : EXPECTED;
    return Optional.of(new JobOutage.ByRescale(entry, begin(), expected, obstacle));
  }

  private RescaleEntry submitting() {
    return entry(Stage.SUBMITTING, "starts the job");
  }

  private RescaleEntry entry(Stage stage, String note) {
    RescaleEntry planned =
        RescaleEntries.planned("WordCount", 1).with(RescaleTimes.EMPTY.asked(START));
    return planned.from(CapturedState.ownSavepoint(STATE)).to(stage, START, note);
  }

  private List<Event> downs() {
    return events.stream().filter(event -> event.name() == EventName.JOB_DOWN).toList();
  }

  private Event last() {
    return events.get(events.size() - 1);
  }
}
