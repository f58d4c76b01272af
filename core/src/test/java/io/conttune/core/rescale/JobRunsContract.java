package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The contract of every {@link JobRuns}. */
public abstract class JobRunsContract {
  /** The cluster under test, the same for a whole test. */
  protected abstract ContractCluster cluster();

  @Test
  void knowsNothingOfARunThatIsNotThere() throws FlinkUnavailableException {
    JobRuns runs = cluster().newRuns();
    String jobId = RedeployerContract.newId();

    assertThat(runs.condition(jobId)).isEqualTo(new Absent());
    assertThat(runs.condition(jobId).isAlive()).isFalse();
    assertThat(runs.requirements(jobId)).isEmpty();
    assertThat(runs.lastFailure(jobId)).isEmpty();
    assertThat(runs.schedulerRescale(jobId, Instant.EPOCH)).isEmpty();
  }

  @Test
  void readsTheParallelismOfARunBack() throws FlinkUnavailableException {
    String jobId = cluster().runningJob(2);

    Present job = Awaited.allUp(cluster().newRuns(), jobId);

    assertThat(job.parallelism()).containsEntry(cluster().vertex(), 2);
    assertThat(job.isAlive()).isTrue();
    assertThat(job.endedAt()).isEmpty();
    assertThat(cluster().newRuns().lastFailure(jobId)).isEmpty();
  }

  @Test
  void tellsHowAndWhenARunHasEnded() throws FlinkUnavailableException {
    JobRuns runs = cluster().newRuns();
    String jobId = cluster().runningJob(1);
    cluster().newRedeployer().cancel(jobId);

    Present ended = Awaited.end(runs, jobId);

    assertThat(ended.state()).isEqualTo(JobState.CANCELED);
    assertThat(ended.isAlive()).isFalse();
    assertThat(ended.endedAt())
        .hasValueSatisfying(end -> assertThat(end).isAfter(ended.runningSince().get()));
  }

  @Test
  void tellsSinceWhenAllSubtasksOfALaunchRun() throws FlinkUnavailableException {
    JobRuns runs = cluster().newRuns();
    String jobId = RedeployerContract.launched(cluster(), 3);

    Present job = Awaited.allUp(runs, jobId);

    assertThat(runs.allUpSince(jobId))
        .hasValueSatisfying(up -> assertThat(up).isAfterOrEqualTo(job.runningSince().get()));
  }
}
