package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import java.time.Duration;

/** Conditions of runs that come about in their time. */
final class Awaited {
  static final Duration DEADLINE = Duration.ofSeconds(60);

  private Awaited() {}

  /** Flink tells that a run has ended before its cached details say when. */
  static Present end(JobRuns runs, String jobId) {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> present(runs, jobId),
            job -> job.state().isTerminal() && job.endedAt().isPresent());
  }

  static Present allUp(JobRuns runs, String jobId) {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> present(runs, jobId),
            job -> job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP);
  }

  static Present present(JobRuns runs, String jobId) throws FlinkUnavailableException {
    JobCondition condition = runs.condition(jobId);
    assertThat(condition).isInstanceOf(Present.class);
    return (Present) condition;
  }
}
