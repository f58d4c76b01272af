package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.StopProgress.Completed;
import io.conttune.core.rescale.StopProgress.Failed;
import io.conttune.core.rescale.StopProgress.InProgress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Redeployer} does. */
public abstract class RedeployerContract {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The cluster under test, as a client sees it that has not asked for anything yet. */
  protected abstract Redeployer newClient();

  /** The id of a job that runs at this parallelism and does not end by itself. */
  protected abstract String runningJob(int parallelism) throws FlinkUnavailableException;

  /** The vertex whose parallelism a launch sets. */
  protected abstract OperatorId vertex();

  /** A launch of the same job. */
  protected abstract Launch launch(int parallelism);

  /** A launch whose main method throws {@link #cause()}. */
  protected abstract Launch failingLaunch();

  /** What the main method of the failing launch says. */
  protected abstract String cause();

  /** The name under which the job runs. */
  protected abstract String jobName();

  /** Where savepoints go. */
  protected abstract String savepointDirectory();

  @Test
  void stopsAJobWithASavepoint() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String jobId = runningJob(2);

    String savepoint = stop(cluster, jobId, newId());

    // A cluster may write file:/a for file:///a.
    assertThat(savepoint).contains(URI.create(savepointDirectory()).getPath());
    Present ended = awaitEnd(cluster, jobId);
    assertThat(ended.state()).isEqualTo(JobState.FINISHED);
    assertThat(ended.stopSavepoint()).contains(savepoint);
    assertThat(ended.endedAt())
        .hasValueSatisfying(end -> assertThat(end).isAfter(ended.runningSince().get()));
  }

  @Test
  void takesOneSavepointUnderOneTriggerIdWhoeverAsks() throws FlinkUnavailableException {
    String jobId = runningJob(2);
    String triggerId = newId();
    StopProgress first = newClient().stop(jobId, triggerId, savepointDirectory());
    assertThat(first).isNotInstanceOf(Failed.class);

    Redeployer successor = newClient();
    String savepoint = stop(successor, jobId, triggerId);
    awaitEnd(successor, jobId);

    assertThat(stop(successor, jobId, triggerId)).isEqualTo(savepoint);
    assertThat(stop(newClient(), jobId, triggerId)).isEqualTo(savepoint);
  }

  @Test
  void cannotStopAJobThatIsNotThere() throws FlinkUnavailableException {
    assertThat(outcomeOfStop(newClient(), newId(), newId())).isInstanceOf(Failed.class);
  }

  @Test
  void cannotStopAJobThatHasEnded() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String jobId = runningJob(1);
    cluster.cancel(jobId);
    awaitEnd(cluster, jobId);

    assertThat(outcomeOfStop(cluster, jobId, newId())).isInstanceOf(Failed.class);

    assertThat(present(cluster, jobId).stopSavepoint()).isEmpty();
  }

  @Test
  void startsAJobUnderTheIdAskedForAtTheParallelismOfTheLaunch() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String savepoint = stopped(cluster);
    String jobId = newId();

    Submission answer = cluster.submit(request(jobId, launch(3), savepoint));

    assertThat(answer).isEqualTo(new Submission.Accepted(jobId));
    Present job = awaitAllUp(cluster, jobId);
    assertThat(job.parallelism()).containsEntry(vertex(), 3);
    assertThat(job.runningSince()).isPresent();
    assertThat(job.stopSavepoint()).isEmpty();
    assertThat(cluster.allUpSince(jobId))
        .hasValueSatisfying(up -> assertThat(up).isAfterOrEqualTo(job.runningSince().get()));
  }

  @Test
  void startsOneJobUnderOneIdHoweverOftenItIsAskedTo() throws FlinkUnavailableException {
    String savepoint = stopped(newClient());
    String jobId = newId();
    newClient().submit(request(jobId, launch(3), savepoint));
    Present before = awaitAllUp(newClient(), jobId);

    Submission again = newClient().submit(request(jobId, launch(1), savepoint));

    assertThat(again).isEqualTo(new Submission.Accepted(jobId));
    Present after = present(newClient(), jobId);
    assertThat(after.parallelism()).isEqualTo(before.parallelism());
    assertThat(after.runningSince()).isEqualTo(before.runningSince());
  }

  @Test
  void doesNotStartAJobAgainThatHasEndedUnderItsId() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String savepoint = stopped(cluster);
    String jobId = newId();
    cluster.submit(request(jobId, launch(1), savepoint));
    awaitAllUp(cluster, jobId);
    cluster.cancel(jobId);
    awaitEnd(cluster, jobId);

    Submission again = cluster.submit(request(jobId, launch(1), savepoint));

    assertThat(again).isEqualTo(new Submission.Accepted(jobId));
    assertThat(present(cluster, jobId).state()).isEqualTo(JobState.CANCELED);
  }

  @Test
  void refusesALaunchWhoseMainThrowsAndSaysWhatItThrew() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String savepoint = stopped(cluster);
    String jobId = newId();

    Submission answer = cluster.submit(request(jobId, failingLaunch(), savepoint));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Submission.Refused.class, refused -> assertThat(refused.cause()).contains(cause()));
    assertThat(cluster.condition(jobId)).isEqualTo(new Absent());
  }

  @Test
  void cancelsAJob() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String jobId = runningJob(1);

    cluster.cancel(jobId);

    assertThat(awaitEnd(cluster, jobId).state()).isEqualTo(JobState.CANCELED);
  }

  @Test
  void leavesAJobAsItEndedWhenItIsToBeCancelled() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String jobId = runningJob(1);
    stop(cluster, jobId, newId());
    awaitEnd(cluster, jobId);

    cluster.cancel(jobId);

    assertThat(present(cluster, jobId).state()).isEqualTo(JobState.FINISHED);
  }

  @Test
  void doesNothingWhenAJobThatIsNotThereIsToBeCancelled() throws FlinkUnavailableException {
    Redeployer cluster = newClient();
    String jobId = newId();

    cluster.cancel(jobId);

    assertThat(cluster.condition(jobId)).isEqualTo(new Absent());
  }

  @Test
  void readsTheParallelismOfARunningJobBack() throws FlinkUnavailableException {
    String jobId = runningJob(2);

    assertThat(awaitAllUp(newClient(), jobId).parallelism()).containsEntry(vertex(), 2);
  }

  /** An id in the form that Flink's own have. */
  protected static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** A launch under this id, from this state. */
  protected LaunchRequest request(String jobId, Launch launch, String savepoint) {
    return new LaunchRequest(
        jobId,
        jobName(),
        launch,
        CapturedState.ownSavepoint(savepoint),
        Map.of(),
        Instant.EPOCH,
        Set.of(),
        Optional.empty());
  }

  private String stopped(Redeployer cluster) throws FlinkUnavailableException {
    String jobId = runningJob(2);
    String savepoint = stop(cluster, jobId, newId());
    awaitEnd(cluster, jobId);
    return savepoint;
  }

  private String stop(Redeployer cluster, String jobId, String triggerId)
      throws FlinkUnavailableException {
    StopProgress outcome = outcomeOfStop(cluster, jobId, triggerId);
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).savepointPath();
  }

  private StopProgress outcomeOfStop(Redeployer cluster, String jobId, String triggerId)
      throws FlinkUnavailableException {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> cluster.stop(jobId, triggerId, savepointDirectory()),
            progress -> !(progress instanceof InProgress));
  }

  private static Present awaitEnd(Redeployer cluster, String jobId) {
    return await()
        .atMost(DEADLINE)
        .until(() -> present(cluster, jobId), job -> job.state().isTerminal());
  }

  private static Present awaitAllUp(Redeployer cluster, String jobId) {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> present(cluster, jobId),
            job -> job.state() == JobState.RUNNING && job.subtasks() == Subtasks.ALL_UP);
  }

  private static Present present(Redeployer cluster, String jobId)
      throws FlinkUnavailableException {
    JobCondition condition = cluster.condition(jobId);
    assertThat(condition).isInstanceOf(Present.class);
    return (Present) condition;
  }
}
