package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.SoleController;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.PlanHook;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A loop of one job, which ends with the test. */
abstract class JobLoopFixture {
  static final Duration DEADLINE = Duration.ofSeconds(20);
  static final URI FLINK = URI.create("http://127.0.0.1:8081");

  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<JobOutage> outages = new CopyOnWriteArrayList<>();
  final AtomicInteger steps = new AtomicInteger();
  final AtomicInteger controllers = new AtomicInteger();
  final StopSignal stop = new StopSignal();
  final InMemoryStore store = new InMemoryStore();
  final FakeCluster cluster = new FakeCluster(FakeRescalePlanner::parallelism);
  JobLease lease = new SoleController();
  Journal journal = store;
  SeenRuns seenRuns = store;
  Redeployer redeployer = cluster;
  PlanHook hook = PlanHook.NONE;
  private final LoopPool pool = new LoopPool(stop);
  private Optional<LoopRun> started = Optional.empty();

  @AfterEach
  void endTheLoop() throws InterruptedException {
    stop.endGrace();
    if (started.isPresent()) {
      run().join(DEADLINE);
      assertThat(run().isAlive()).isFalse();
    }
  }

  /** A rescale has stopped the job and launched it, and the launch does not come up. */
  final RescaleEntry submitted() {
    Instant now = Instant.now();
    RescaleEntry entry =
        RescaleEntries.planned("WordCount", 1)
            .with(RescaleTimes.EMPTY.asked(now))
            .to(Stage.SUBMITTED, now, "the job was accepted");
    store.write(entry);
    return entry;
  }

  final List<EventName> names() {
    return events.stream().map(Event::name).toList();
  }

  final Event last() {
    return events.get(events.size() - 1);
  }

  final void start(JobMonitor monitor, Duration poll) {
    start(loop(monitor, poll));
  }

  final void start(JobLoop loop) {
    LoopRun run = new LoopRun(loop);
    started = Optional.of(run);
    pool.start(run, Duration.ZERO);
  }

  /** The loop that was started. */
  final LoopRun run() {
    return started.orElseThrow();
  }

  final JobLoop loop(JobMonitor monitor, Duration poll) {
    JobMonitor counting =
        () -> {
          steps.incrementAndGet();
          return monitor.look();
        };
    return new JobLoop(
        task(counting, poll),
        new Reports(events::add, List.of((job, flink) -> this::noteOutage))
            .of("WordCount", FLINK, SteadyClock.system()),
        SteadyClock.system(),
        stop);
  }

  final JobTask task(JobMonitor monitor, Duration poll) {
    return new JobTask(
        "WordCount",
        FLINK,
        () -> controller(monitor),
        lease,
        new Pace(poll, Duration.ofMillis(1)),
        Duration.ofMillis(1));
  }

  private void noteOutage(LoopNews news) {
    news.match(
            new LoopNews.Cases<>(
                LoopNews.Stepped::outage,
                changed -> Optional.<JobOutage>empty(),
                lost -> Optional.<JobOutage>empty(),
                failed -> Optional.<JobOutage>empty(),
                defect -> Optional.<JobOutage>empty(),
                leftDown -> Optional.<JobOutage>empty(),
                settings -> Optional.<JobOutage>empty()))
        .ifPresent(outages::add);
  }

  private JobController controller(JobMonitor monitor) {
    controllers.incrementAndGet();
    return ActingController.of(
        "WordCount",
        monitor,
        cluster,
        redeployer,
        hook,
        JobStores.in(store).withJournal(present -> journal).withKnowledge(store, store, seenRuns));
  }
}
