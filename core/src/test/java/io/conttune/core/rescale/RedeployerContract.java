package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.StopProgress.Completed;
import io.conttune.core.rescale.StopProgress.Failed;
import io.conttune.core.rescale.StopProgress.InProgress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link Redeployer}. */
public abstract class RedeployerContract {
  /** The cluster under test, the same for a whole test. */
  protected abstract ContractCluster cluster();

  @Test
  void stopsAJobWithASavepoint() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String jobId = cluster().runningJob(2);

    String savepoint = stop(client, jobId, newId());

    // A cluster may write file:/a for file:///a.
    assertThat(savepoint).contains(URI.create(cluster().savepointDirectory()).getPath());
    Present ended = Awaited.end(cluster().newRuns(), jobId);
    assertThat(ended.state()).isEqualTo(JobState.FINISHED);
    assertThat(ended.stopSavepoint()).contains(savepoint);
    assertThat(ended.endedAt())
        .hasValueSatisfying(end -> assertThat(end).isAfter(ended.runningSince().get()));
  }

  @Test
  void takesOneSavepointUnderOneTriggerIdWhoeverAsks() throws FlinkUnavailableException {
    String jobId = cluster().runningJob(2);
    String triggerId = newId();
    StopProgress first =
        cluster().newRedeployer().stop(jobId, triggerId, cluster().savepointDirectory());
    assertThat(first).isNotInstanceOf(Failed.class);

    Redeployer successor = cluster().newRedeployer();
    String savepoint = stop(successor, jobId, triggerId);
    Awaited.end(cluster().newRuns(), jobId);

    assertThat(stop(successor, jobId, triggerId)).isEqualTo(savepoint);
    assertThat(stop(cluster().newRedeployer(), jobId, triggerId)).isEqualTo(savepoint);
  }

  @Test
  void cannotStopAJobThatIsNotThere() throws FlinkUnavailableException {
    assertThat(outcomeOfStop(cluster(), cluster().newRedeployer(), newId(), newId()))
        .isInstanceOf(Failed.class);
  }

  @Test
  void cannotStopAJobThatHasEnded() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String jobId = cluster().runningJob(1);
    client.cancel(jobId);
    Awaited.end(cluster().newRuns(), jobId);

    assertThat(outcomeOfStop(cluster(), client, jobId, newId())).isInstanceOf(Failed.class);

    assertThat(Awaited.present(cluster().newRuns(), jobId).stopSavepoint()).isEmpty();
  }

  @Test
  void startsAJobUnderTheIdAskedForAtTheParallelismOfTheLaunch() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String savepoint = stopped(cluster());
    String jobId = newId();

    Submission answer = client.submit(request(cluster(), jobId, cluster().launch(3), savepoint));

    assertThat(answer).isEqualTo(new Submission.Accepted(jobId));
    Present job = Awaited.allUp(cluster().newRuns(), jobId);
    assertThat(job.parallelism()).containsEntry(cluster().vertex(), 3);
    assertThat(job.runningSince()).isPresent();
    assertThat(job.stopSavepoint()).isEmpty();
  }

  @Test
  void startsOneJobUnderOneIdHoweverOftenItIsAskedTo() throws FlinkUnavailableException {
    String savepoint = stopped(cluster());
    String jobId = newId();
    cluster().newRedeployer().submit(request(cluster(), jobId, cluster().launch(3), savepoint));
    Present before = Awaited.allUp(cluster().newRuns(), jobId);

    Submission again =
        cluster().newRedeployer().submit(request(cluster(), jobId, cluster().launch(1), savepoint));

    assertThat(again).isEqualTo(new Submission.Accepted(jobId));
    Present after = Awaited.present(cluster().newRuns(), jobId);
    assertThat(after.parallelism()).isEqualTo(before.parallelism());
    assertThat(after.runningSince()).isEqualTo(before.runningSince());
  }

  @Test
  void doesNotStartAJobAgainThatHasEndedUnderItsId() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String savepoint = stopped(cluster());
    String jobId = newId();
    client.submit(request(cluster(), jobId, cluster().launch(1), savepoint));
    Awaited.allUp(cluster().newRuns(), jobId);
    client.cancel(jobId);
    Awaited.end(cluster().newRuns(), jobId);

    Submission again = client.submit(request(cluster(), jobId, cluster().launch(1), savepoint));

    assertThat(again).isEqualTo(new Submission.Accepted(jobId));
    assertThat(Awaited.present(cluster().newRuns(), jobId).state()).isEqualTo(JobState.CANCELED);
  }

  @Test
  void refusesALaunchWhoseMainThrowsAndSaysWhatItThrew() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String savepoint = stopped(cluster());
    String jobId = newId();

    Submission answer =
        client.submit(request(cluster(), jobId, cluster().failingLaunch(), savepoint));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.cause()).contains(cluster().cause()));
    assertThat(cluster().newRuns().condition(jobId)).isEqualTo(new Absent());
  }

  @Test
  void cancelsAJob() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String jobId = cluster().runningJob(1);

    client.cancel(jobId);

    assertThat(Awaited.end(cluster().newRuns(), jobId).state()).isEqualTo(JobState.CANCELED);
  }

  @Test
  void leavesAJobAsItEndedWhenItIsToBeCancelled() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String jobId = cluster().runningJob(1);
    stop(client, jobId, newId());
    Awaited.end(cluster().newRuns(), jobId);

    client.cancel(jobId);

    assertThat(Awaited.present(cluster().newRuns(), jobId).state()).isEqualTo(JobState.FINISHED);
  }

  @Test
  void doesNothingWhenAJobThatIsNotThereIsToBeCancelled() throws FlinkUnavailableException {
    Redeployer client = cluster().newRedeployer();
    String jobId = newId();

    client.cancel(jobId);

    assertThat(cluster().newRuns().condition(jobId)).isEqualTo(new Absent());
  }

  /** An id in the form that Flink's own have. */
  protected static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** A job that is launched on this cluster, from the state of another one. */
  static String launched(ContractCluster cluster, int parallelism)
      throws FlinkUnavailableException {
    String jobId = newId();
    String savepoint = stopped(cluster);
    LaunchRequest request = request(cluster, jobId, cluster.launch(parallelism), savepoint);
    assertThat(cluster.newRedeployer().submit(request)).isEqualTo(new Submission.Accepted(jobId));
    return jobId;
  }

  /** A launch under this id, from this state. */
  protected static LaunchRequest request(
      ContractCluster cluster, String jobId, Launch launch, String savepoint) {
    return new LaunchRequest(
        jobId,
        cluster.jobName(),
        launch,
        CapturedState.ownSavepoint(savepoint),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private static String stopped(ContractCluster cluster) throws FlinkUnavailableException {
    String jobId = cluster.runningJob(2);
    String savepoint = stop(cluster, cluster.newRedeployer(), jobId, newId());
    Awaited.end(cluster.newRuns(), jobId);
    return savepoint;
  }

  private String stop(Redeployer client, String jobId, String triggerId)
      throws FlinkUnavailableException {
    return stop(cluster(), client, jobId, triggerId);
  }

  private static String stop(
      ContractCluster cluster, Redeployer client, String jobId, String triggerId)
      throws FlinkUnavailableException {
    StopProgress outcome = outcomeOfStop(cluster, client, jobId, triggerId);
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).savepointPath();
  }

  private static StopProgress outcomeOfStop(
      ContractCluster cluster, Redeployer client, String jobId, String triggerId) {
    return await()
        .atMost(Awaited.DEADLINE)
        .until(
            () -> client.stop(jobId, triggerId, cluster.savepointDirectory()),
            progress -> !(progress instanceof InProgress));
  }
}
