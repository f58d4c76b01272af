package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The log of the job as it is seen, missed, changed or waited for. */
class SightingLogTest extends LoggedOutcomes {
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
}
