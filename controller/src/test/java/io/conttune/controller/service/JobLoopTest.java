package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A loop takes steps until it is stopped, whatever fails in one of them. */
class JobLoopTest extends JobLoopFixture {
  @Test
  void stepsUntilItIsStopped() throws Exception {
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    stop.stop();
    run().join(DEADLINE);
    int stopped = steps.get();

    assertThat(run().isAlive()).isFalse();
    assertThat(steps.get()).isEqualTo(stopped);
    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_WAITING);
  }

  @Test
  void endsAtOnceThoughItsNextStepIsFarAway() throws Exception {
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofDays(1));
    await().atMost(DEADLINE).until(() -> steps.get() == 1);

    stop.stop();
    run().join(DEADLINE);

    assertThat(run().isAlive()).isFalse();
  }

  @Test
  void logsADefectOfAStepAndGoesOn() {
    start(
        () -> {
          throw new IllegalStateException("a defect");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    Event first = events.get(0);
    assertThat(first.name()).isEqualTo(EventName.INTERNAL_ERROR);
    assertThat(first.fields())
        .containsEntry("job", "WordCount")
        .containsEntry("reason", "java.lang.IllegalStateException: a defect");
    assertThat(first.cause()).containsInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsAnErrorWithItsJobBeforeItsThreadDies() {
    AtomicReference<Throwable> death = new AtomicReference<>();
    LoopPool dying =
        new LoopPool(
            stop,
            DEADLINE,
            task -> {
              Thread thread = new Thread(task, "loop under test");
              thread.setUncaughtExceptionHandler((dead, error) -> death.set(error));
              return thread;
            });
    LoopRun dead =
        new LoopRun(
            loop(
                () -> {
                  throw new NoClassDefFoundError("io/conttune/Replaced");
                },
                Duration.ofMillis(1)));
    dying.start(dead, Duration.ZERO);

    await().atMost(DEADLINE).until(() -> death.get() != null);

    assertThat(death.get()).isInstanceOf(NoClassDefFoundError.class);
    assertThat(events).extracting(Event::name).containsExactly(EventName.INTERNAL_ERROR);
    assertThat(last().fields())
        .containsEntry("job", "WordCount")
        .containsEntry("reason", "java.lang.NoClassDefFoundError: io/conttune/Replaced");
    assertThat(last().cause()).containsSame(death.get());
  }

  @Test
  void bringsItsJobUpBeforeItEnds() throws Exception {
    RescaleEntry down = submitted();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    stop.stop();
    assertThat(run().isAlive()).isTrue();
    cluster.running(down.launchedJobId(), down.parallelism());
    run().join(DEADLINE);

    assertThat(run().isAlive()).isFalse();
    assertThat(store.unfinished("WordCount").map(RescaleEntry::stage)).contains(Stage.RUNNING);
    assertThat(loop.rescaleThatKeepsJobDown()).isEmpty();
  }

  @Test
  void leavesItsJobDownWhenTheGraceTimeIsOver() throws Exception {
    RescaleEntry down = submitted();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    start(loop);
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    stop.stop();
    stop.endGrace();
    run().join(DEADLINE);

    assertThat(run().isAlive()).isFalse();
    assertThat(loop.rescaleThatKeepsJobDown().map(JobOutage.ByRescale::entry))
        .map(RescaleEntry::id)
        .contains(down.id());
  }

  @Test
  void logsAStoreThatFailsAndGoesOn() {
    start(
        () -> {
          throw new StoreUnavailableException("the disk is full");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(events.get(0).name()).isEqualTo(EventName.STORE_FAILED);
    assertThat(events.get(0).fields()).containsEntry("reason", "the disk is full");
  }

  @Test
  void logsOnceThatTheStoreFailsAndOnceThatItIsBack() {
    AtomicInteger looks = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() <= 3) {
            throw new StoreUnavailableException("the server is down");
          }
          return new JobSighting.NotSeen("no job");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 5);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.STORE_FAILED, EventName.JOB_WAITING, EventName.STORE_BACK);
  }
}
