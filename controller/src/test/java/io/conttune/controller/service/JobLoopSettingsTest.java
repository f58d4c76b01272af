package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.PlanHook;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import io.conttune.core.tuning.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A loop whose job file is changed or removed while it runs. */
class JobLoopSettingsTest extends JobLoopFixture {
  @Test
  void endsForGoodOnlyAfterTheRescaleThatItIsIn() throws Exception {
    RescaleEntry down = submitted();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    loop.retire();
    assertThat(run().isAlive()).isTrue();
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              // The loop may just be writing a step of its own over it.
              store.write(down.to(Stage.ABANDONED, Instant.now(), "it was given up"));
              assertThat(run().isAlive()).isFalse();
            });
  }

  @Test
  void goesOnWithANewControllerWhenItsTaskHasChangedAndKnowsTheOutage() {
    JobLoop loop =
        loop(
            () ->
                new JobSighting.NotSeen(
                    "job-1 is FAILED", new JobSighting.Ended("job-1", JobState.FAILED)),
            Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> outages.size() >= 2);
    int before = controllers.get();

    loop.change(
        task(
            () ->
                new JobSighting.NotSeen(
                    "job-1 is FAILED", new JobSighting.Ended("job-1", JobState.FAILED)),
            Duration.ofMillis(1)));
    await().atMost(DEADLINE).until(() -> controllers.get() == before + 1);
    int known = outages.size();
    await().atMost(DEADLINE).until(() -> outages.size() > known + 2);

    assertThat(outages.stream().map(JobOutage::since).distinct()).hasSize(1);
  }

  @Test
  void looksAtItsJobNoMoreWhenItIsToEndAndInNoRescale() throws Exception {
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    loop.retire();
    start(loop);
    run().join(DEADLINE);

    assertThat(run().isAlive()).isFalse();
    assertThat(steps.get()).isZero();
  }

  @Test
  void keepsItsControllerUntilTheCommandThatStartsItsJobIsOver() {
    RescaleEntry claimed = startedByCommand();
    redeployer = new NeverOver(cluster);
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> outages.size() >= 2);

    loop.change(task(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1)));
    int seen = outages.size();
    await().atMost(DEADLINE).until(() -> outages.size() > seen + 2);
    assertThat(controllers.get()).isEqualTo(1);

    store.write(claimed.to(Stage.ABANDONED, Instant.now(), "it was given up"));
    await().atMost(DEADLINE).until(() -> controllers.get() == 2);
  }

  @Test
  void takesAChangeInTheMiddleOfACommandIfTheClusterIsGone() {
    startedByCommand();
    redeployer = new NeverOver(cluster);
    cluster.beginOutage("connection refused");
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    loop.change(task(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1)));

    await().atMost(DEADLINE).until(() -> controllers.get() == 2);
  }

  @Test
  void goesOnWithItsTaskWhenTheNewOneMakesNoController() {
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> steps.get() >= 1);

    loop.change(
        new JobTask(
            "WordCount",
            FLINK,
            () -> {
              throw new IllegalStateException("a key store that cannot be read");
            },
            lease,
            new Pace(Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ofMillis(1)));
    await().atMost(DEADLINE).until(() -> names().contains(EventName.INTERNAL_ERROR));
    int before = steps.get();

    await().atMost(DEADLINE).until(() -> steps.get() > before + 2);
  }

  @Test
  void givesUpWhatAFormerControllerHasAskedAndAtItsEndWhatTheLastHas() throws Exception {
    AtomicInteger givenUp = new AtomicInteger();
    hook =
        new PlanHook() {
          @Override
          public Answer ask(JobSnapshot job, Decision.Rescale plan) {
            return new Answer.Go(plan);
          }

          @Override
          public void giveUp() {
            givenUp.incrementAndGet();
          }
        };
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> steps.get() >= 1);
    assertThat(givenUp).hasValue(0);

    loop.change(task(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1)));
    await().atMost(DEADLINE).until(() -> givenUp.get() == 1);
    stop.stop();
    run().join(DEADLINE);

    assertThat(givenUp).hasValue(2);
  }

  /** A rescale has stopped the job and has begun a command that is to start it. */
  private RescaleEntry startedByCommand() {
    Instant now = Instant.now();
    RescaleEntry stopped =
        RescaleEntries.planned("WordCount", 1)
            .with(RescaleTimes.EMPTY.asked(now).down(now))
            .to(Stage.SUBMITTING, now, "starts the job");
    RescaleEntry entry =
        stopped.with(
            stopped
                .attempt()
                .from(CapturedState.ownSavepoint("file:/savepoints/savepoint-1"))
                .claimed(new LaunchClaim("this", now, Optional.of(Set.of()), Optional.empty())));
    store.write(entry);
    return entry;
  }

  /** Has begun a command that is never over. */
  private record NeverOver(FakeCluster cluster) implements Redeployer {
    @Override
    public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
      assertThat(cluster.condition(request.jobId()).isAlive()).isFalse();
      return new Submission.Pending();
    }

    @Override
    public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
        throws FlinkUnavailableException {
      return cluster.stop(jobId, triggerId, savepointDirectory);
    }

    @Override
    public void cancel(String jobId) throws FlinkUnavailableException {
      cluster.cancel(jobId);
    }

    @Override
    public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
        throws FlinkUnavailableException {
      return cluster.change(jobId, ranges);
    }
  }
}
