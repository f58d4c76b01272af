package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.SoleController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops of many jobs share threads, and none waits for a cluster that is not its own. */
class LoopPoolTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final URI HANGS = URI.create("http://hangs:8081");
  private static final URI ANSWERS = URI.create("http://answers:8081");

  private final StopSignal stop = new StopSignal();
  private LoopPool pool = new LoopPool(stop);
  private final InMemoryStore store = new InMemoryStore();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger stepsOfDown = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final List<LoopRun> runs = new ArrayList<>();

  @AfterEach
  void endAll() throws InterruptedException {
    answer.countDown();
    stop.endGrace();
    for (LoopRun run : runs) {
      run.join(DEADLINE);
      assertThat(run.isAlive()).isFalse();
    }
  }

  @Test
  void aClusterThatHangsKeepsFewThreadsAndNoOtherClusterWaits() {
    for (int number = 0; number < 20; number++) {
      serve("slow-" + number, HANGS, this::hang);
    }
    await().atMost(DEADLINE).until(() -> hanging.get() == LoopPool.USUAL);

    serve("quick", ANSWERS, this::look);

    await().atMost(DEADLINE).until(() -> looks.get() >= 10);
    assertThat(hanging.get()).isEqualTo(LoopPool.USUAL);
  }

  @Test
  void stepsThatHangForLongMakeRoomForSomeMore() {
    pool = new LoopPool(stop, Duration.ofMillis(1), Thread::new);
    for (int number = 0; number < 20; number++) {
      serve("slow-" + number, HANGS, this::hang);
    }

    await().atMost(DEADLINE).until(() -> hanging.get() == LoopPool.MOST);
  }

  @Test
  void aJobThatARescaleKeepsDownWaitsForNoOther() {
    Instant now = Instant.now();
    store.write(
        RescaleEntries.planned("down", 1)
            .with(RescaleTimes.EMPTY.asked(now))
            .to(Stage.SUBMITTED, now, "the job was accepted"));
    LoopRun down = serve("down", HANGS, LoopPoolTest::noJob);
    await().atMost(DEADLINE).until(() -> down.loop().rescaleThatKeepsJobDown().isPresent());
    for (int number = 0; number < 20; number++) {
      serve("slow-" + number, HANGS, this::hang);
    }
    await().atMost(DEADLINE).until(() -> hanging.get() == LoopPool.USUAL);
    int before = stepsOfDown.get();

    await().atMost(DEADLINE).until(() -> stepsOfDown.get() > before + 5);
  }

  @Test
  void manyLoopsNeedFewThreads() {
    for (int number = 0; number < 100; number++) {
      serve("job-" + number, ANSWERS, this::look);
    }

    await().atMost(DEADLINE).until(() -> looks.get() >= 1000);

    assertThat(threads.size()).isBetween(1, LoopPool.MOST);
  }

  @Test
  void loopsThatWaitEndAtOnceAlsoBehindAClusterThatHangs() throws Exception {
    LoopRun waits = serve("waits", HANGS, this::look, Duration.ofDays(1));
    await().atMost(DEADLINE).until(() -> looks.get() == 1);
    serve("slow-1", HANGS, this::hang);
    serve("slow-2", HANGS, this::hang);
    await().atMost(DEADLINE).until(() -> hanging.get() == LoopPool.USUAL);
    LoopRun isDue = serve("is-due", HANGS, this::look);

    stop.stop();

    waits.join(DEADLINE);
    isDue.join(DEADLINE);
    assertThat(waits.isAlive()).isFalse();
    assertThat(isDue.isAlive()).isFalse();
    assertThat(looks.get()).isEqualTo(1);
  }

  private JobSighting hang() {
    hanging.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return noJob();
  }

  private JobSighting look() {
    threads.add(Thread.currentThread());
    looks.incrementAndGet();
    return noJob();
  }

  private void count(String job) {
    if (job.equals("down")) {
      stepsOfDown.incrementAndGet();
    }
  }

  private static JobSighting noJob() {
    return new JobSighting.NotSeen("no job");
  }

  private LoopRun serve(String name, URI flink, JobMonitor monitor) {
    return serve(name, flink, monitor, Duration.ofMillis(1));
  }

  private LoopRun serve(String name, URI flink, JobMonitor monitor, Duration poll) {
    JobTask task =
        new JobTask(
            name,
            flink,
            () ->
                ActingController.of(
                    name,
                    monitor,
                    new FakeCluster(FakeRescalePlanner::parallelism),
                    JobStores.in(store)),
            new SoleController(),
            new Pace(poll, Duration.ofMillis(1)),
            Duration.ofMillis(1));
    LoopRun run =
        Service.running(
                task,
                stop,
                new Reports(event -> {}, List.of((job, cluster) -> news -> count(job))),
                SteadyClock.system())
            .run();
    runs.add(run);
    pool.start(run, Duration.ZERO);
    return run;
  }
}
