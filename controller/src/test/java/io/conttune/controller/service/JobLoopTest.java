package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.JobLease;
import io.conttune.controller.lease.SharedLease;
import io.conttune.controller.lease.SoleController;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.metrics.JobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.Journal;
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
import io.conttune.core.time.SteadyClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobLoopTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final URI FLINK = URI.create("http://127.0.0.1:8081");
  private static final Duration TERM = Duration.ofSeconds(15);

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<JobOutage> outages = new CopyOnWriteArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger controllers = new AtomicInteger();
  private final StopSignal stop = new StopSignal();
  private final InMemoryStore store = new InMemoryStore();
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final FakeCluster cluster = new FakeCluster(FakeRescalePlanner::parallelism);
  private JobLease lease = new SoleController();
  private Journal journal = store;
  private Redeployer redeployer = cluster;
  private Thread thread = new Thread("not started");

  @AfterEach
  void endTheLoop() throws InterruptedException {
    stop.endGrace();
    thread.join(DEADLINE.toMillis());
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void stepsUntilItIsStopped() throws Exception {
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    stop.stop();
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

    stop.stop();
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
  void tellsAnErrorWithItsJobBeforeItsThreadDies() {
    AtomicReference<Throwable> death = new AtomicReference<>();
    thread =
        new Thread(
            loop(
                () -> {
                  throw new NoClassDefFoundError("io/conttune/Replaced");
                },
                Duration.ofMillis(1)),
            "loop under test");
    thread.setUncaughtExceptionHandler((dead, error) -> death.set(error));
    thread.start();

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
    thread = new Thread(loop, "loop under test");
    thread.start();
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    stop.stop();
    assertThat(thread.isAlive()).isTrue();
    cluster.running(down.launchedJobId(), down.parallelism());
    thread.join(DEADLINE.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(store.unfinished("WordCount").map(RescaleEntry::stage)).contains(Stage.RUNNING);
    assertThat(loop.rescaleThatKeepsJobDown()).isEmpty();
  }

  @Test
  void endsForGoodOnlyAfterTheRescaleThatItIsIn() throws Exception {
    RescaleEntry down = submitted();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    loop.retire();
    assertThat(thread.isAlive()).isTrue();
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              // The loop may just be writing a step of its own over it.
              store.write(down.to(Stage.ABANDONED, Instant.now(), "it was given up"));
              assertThat(thread.isAlive()).isFalse();
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
    thread = new Thread(loop, "loop under test");
    thread.start();
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
    thread = new Thread(loop, "loop under test");

    thread.start();
    thread.join(DEADLINE.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(steps.get()).isZero();
  }

  @Test
  void keepsItsControllerUntilTheCommandThatStartsItsJobIsOver() {
    RescaleEntry claimed = startedByCommand();
    redeployer = new NeverOver(cluster);
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
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
    thread = new Thread(loop, "loop under test");
    thread.start();
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    loop.change(task(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1)));

    await().atMost(DEADLINE).until(() -> controllers.get() == 2);
  }

  @Test
  void goesOnWithItsTaskWhenTheNewOneMakesNoController() {
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
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
  void leavesItsJobDownWhenTheGraceTimeIsOver() throws Exception {
    RescaleEntry down = submitted();
    JobLoop loop = loop(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    thread = new Thread(loop, "loop under test");
    thread.start();
    await().atMost(DEADLINE).until(() -> loop.rescaleThatKeepsJobDown().isPresent());

    stop.stop();
    stop.endGrace();
    thread.join(DEADLINE.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(loop.rescaleThatKeepsJobDown().map(JobOutage.ByRescale::entry)).contains(down);
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

  @Test
  void onlyLooksWhileAnotherControllerHasTheLeaseAndActsOnceItIsReleased() {
    Lease other = leases.seize("WordCount", "other:1", TERM);
    lease = new SharedLease(leases, "WordCount", "this:2", TERM);
    AtomicInteger read = new AtomicInteger();
    journal = countingReads(read);
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofMillis(1));
    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(read.get()).isZero();
    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.STANDING_BY, EventName.JOB_WAITING);
    assertThat(events.get(0).fields()).containsEntry("holder", "other:1");

    leases.release(other);
    await().atMost(DEADLINE).until(() -> read.get() >= 1);

    assertThat(events).extracting(Event::name).endsWith(EventName.LEASE_TAKEN);
    assertThat(last().fields()).containsEntry("epoch", 2L).containsEntry("holder", "this:2");
  }

  @Test
  void forgetsWhatItHasInMindWhenTheLeaseIsLostWithinAStep() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    start(
        () -> {
          if (controllers.get() == 1) {
            leases.seize("WordCount", "other:1", TERM);
            shared.confirm();
          }
          return new JobSighting.NotSeen("no job");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.LEASE_TAKEN,
            EventName.LEASE_LOST,
            EventName.STANDING_BY,
            EventName.JOB_WAITING);
    assertThat(events.get(1).fields())
        .containsEntry(
            "reason", "the lease on job WordCount (epoch 1) was lost to other:1 (epoch 2)");
    assertThat(controllers.get()).isEqualTo(2);
  }

  @Test
  void beginsAnewWithALeaseThatWasLostAndTakenAgain() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    AtomicInteger looks = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() == 1) {
            leases.release(leases.seize("WordCount", "other:1", TERM));
            assertThatExceptionOfType(LeaseLostException.class).isThrownBy(shared::renew);
          }
          return new JobSighting.NotSeen("no job");
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> steps.get() >= 3);

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.LEASE_TAKEN,
            EventName.JOB_WAITING,
            EventName.LEASE_LOST,
            EventName.LEASE_TAKEN);
    assertThat(last().fields()).containsEntry("epoch", 3L);
    assertThat(controllers.get()).isEqualTo(2);
  }

  @Test
  void keepsTheBeginOfAnOutageWhenTheLeaseIsLostAndTakenAgain() {
    SharedLease shared = new SharedLease(leases, "WordCount", "this:2", TERM);
    lease = shared;
    AtomicInteger looks = new AtomicInteger();
    start(
        () -> {
          if (looks.incrementAndGet() == 3) {
            leases.release(leases.seize("WordCount", "other:1", TERM));
            assertThatExceptionOfType(LeaseLostException.class).isThrownBy(shared::renew);
          }
          return new JobSighting.NotSeen(
              "job-1 is FAILED", new JobSighting.Ended("job-1", JobState.FAILED));
        },
        Duration.ofMillis(1));

    await().atMost(DEADLINE).until(() -> controllers.get() == 2 && outages.size() >= 6);

    assertThat(outages.stream().map(JobOutage::since).distinct()).hasSize(1);
  }

  @Test
  void leavesTheJobToAnotherControllerAtOnceWhenItIsStopped() throws Exception {
    lease = new SharedLease(leases, "WordCount", "this:2", TERM);
    start(() -> new JobSighting.NotSeen("no job"), Duration.ofDays(1));
    await().atMost(DEADLINE).until(() -> steps.get() == 1);
    assertThat(leases.take("WordCount", "other:1", TERM)).isInstanceOf(Claim.Refused.class);

    stop.stop();
    thread.join(DEADLINE.toMillis());

    assertThat(leases.take("WordCount", "other:1", TERM)).isInstanceOf(Claim.Granted.class);
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

  /** A rescale has stopped the job and launched it, and the launch does not come up. */
  private RescaleEntry submitted() {
    Instant now = Instant.now();
    RescaleEntry entry =
        RescaleEntries.planned("WordCount", 1)
            .with(RescaleTimes.EMPTY.asked(now))
            .to(Stage.SUBMITTED, now, "the job was accepted");
    store.write(entry);
    return entry;
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

  private List<EventName> names() {
    return events.stream().map(Event::name).toList();
  }

  private Event last() {
    return events.get(events.size() - 1);
  }

  private Journal countingReads(AtomicInteger reads) {
    return new Journal() {
      @Override
      public void write(RescaleEntry entry) {
        store.write(entry);
      }

      @Override
      public Optional<RescaleEntry> unfinished(String jobName) {
        reads.incrementAndGet();
        return store.unfinished(jobName);
      }

      @Override
      public List<RescaleEntry> unfinished() {
        return store.unfinished();
      }

      @Override
      public List<RescaleEntry> rescales(String jobName, int limit) {
        return store.rescales(jobName, limit);
      }
    };
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
    return new JobLoop(
        task(counting, poll),
        new Reports(events::add, List.of((job, flink) -> this::noteOutage))
            .of("WordCount", FLINK, SteadyClock.system()),
        SteadyClock.system(),
        stop);
  }

  private JobTask task(JobMonitor monitor, Duration poll) {
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
            LoopNews.Stepped::outage,
            changed -> Optional.<JobOutage>empty(),
            lost -> Optional.<JobOutage>empty(),
            failed -> Optional.<JobOutage>empty(),
            defect -> Optional.<JobOutage>empty(),
            leftDown -> Optional.<JobOutage>empty(),
            settings -> Optional.<JobOutage>empty())
        .ifPresent(outages::add);
  }

  private JobController controller(JobMonitor monitor) {
    controllers.incrementAndGet();
    return ActingController.of(
        "WordCount",
        monitor,
        cluster,
        redeployer,
        JobStores.in(store).withJournal(present -> journal));
  }
}
