package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.collector.MetricsWindow;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.Mode;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobCluster;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobSettings;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.LimitsOf;
import io.conttune.controller.loop.LoopTiming;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.rescale.FakeRedeployer;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.FakeStateFinder;
import io.conttune.core.tuning.ScriptedTuner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobLoopTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final CountDownLatch stop = new CountDownLatch(1);
  private Thread thread = new Thread("not started");

  @AfterEach
  void endTheLoop() throws InterruptedException {
    stop.countDown();
    thread.join(DEADLINE.toMillis());
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void stepsUntilItIsStopped() throws Exception {
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    stop.countDown();
    thread.join(DEADLINE.toMillis());
    int stopped = steps.get();

    assertThat(thread.isAlive()).isFalse();
    assertThat(steps.get()).isEqualTo(stopped);
    assertThat(events).extracting(Event::name).containsExactly(EventName.JOB_WAITING);
  }

  @Test
  void endsAtOnceThoughItsNextStepIsFarAway() throws Exception {
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofDays(1));
    await().atMost(DEADLINE).until(() -> steps.get() == 1);

    stop.countDown();
    thread.join(DEADLINE.toMillis());

    assertThat(thread.isAlive()).isFalse();
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
  void endsWhenItIsInterruptedAndKeepsTheFlag() throws Exception {
    AtomicInteger flagged = new AtomicInteger();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofDays(1));
    thread =
        new Thread(
            () -> {
              loop.run();
              flagged.set(Thread.currentThread().isInterrupted() ? 1 : -1);
            },
            "loop under test");
    thread.start();
    await().atMost(DEADLINE).until(() -> steps.get() == 1);

    thread.interrupt();
    thread.join(DEADLINE.toMillis());

    assertThat(flagged.get()).isEqualTo(1);
  }

  private void start(JobMonitor monitor, Duration poll) {
    thread = new Thread(loop(monitor, poll), "loop under test");
    thread.start();
  }

  private JobLoop loop(JobMonitor monitor, Duration poll) {
    JobMonitor counting =
        () -> {
          steps.incrementAndGet();
          return monitor.look();
        };
    InMemoryStore store = new InMemoryStore();
    JobController controller =
        new JobController(
            new JobSettings(
                "WordCount",
                Mode.ACT,
                5,
                MeasurementRule.DEFAULT,
                new LoopTiming(Duration.ZERO, Duration.ZERO, Duration.ZERO)),
            new ScriptedTuner(),
            snapshot -> new LimitsOf.Answer.Misfit(List.of("not asked")),
            new MetricsWindow(WindowSettings.DEFAULT),
            new JobCluster(
                counting,
                new FakeRescalePlanner(),
                new FakeRedeployer(FakeRescalePlanner::parallelism),
                new FakeStateFinder()),
            new JobStores(store, store, store, store),
            () -> "0".repeat(32),
            InstantSource.system());
    return new JobLoop(
        controller,
        new Pace(poll, Duration.ofMillis(1)),
        events::add,
        InstantSource.system(),
        stop);
  }
}
