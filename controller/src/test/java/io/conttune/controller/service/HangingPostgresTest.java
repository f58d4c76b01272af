package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.config.StoreConfig;
import io.conttune.controller.lease.FencedRedeployer;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.PlanHook;
import io.conttune.controller.service.Service.RunningJob;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.StoreListener;
import io.conttune.core.StallingProxy;
import io.conttune.core.StallingProxy.Held;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.FakeRescalePlanner;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A PostgreSQL that takes connections and requests, and answers none, under a whole service. */
@Timeout(180)
final class HangingPostgresTest {
  private static final int JOBS = 30;
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** A read or a change waits for a session, and then for an answer, a third of a lease each. */
  private static final Duration DEADLINE_OF_STORE = LEASE.dividedBy(3).multipliedBy(2);

  private static final Duration POLL = Duration.ofMillis(500);

  /** Far more than what is waited for takes. */
  private static final Duration LONG = Duration.ofSeconds(60);

  /** For a machine that is busy. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final String COMMIT = "COMMIT";
  private static final TunerState AFTERWARDS = new TunerState.ContTune(16);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String FORMER_RUN = "f".repeat(32);
  private static final OperatorId COUNT = new OperatorId("count");
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  @TempDir private static Path directory;
  private static EmbeddedPostgres database;
  private static StallingProxy network;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Reports reports = new Reports(events::add, List.of((job, flink) -> this::count));
  private final StopSignal stop = new StopSignal();
  private final List<RunningJob> jobs = new ArrayList<>();
  private final List<FakeCluster> clusters = new ArrayList<>();
  private UnaryOperator<JobStores> outer = UnaryOperator.identity();
  private JdbcStore store;

  /** The same store, over a network that does not hang. */
  private JdbcStore observer;

  @BeforeAll
  static void startTheDatabase() throws IOException {
    database = EmbeddedPostgres.builder().setDataDirectory(directory.resolve("data")).start();
    network = StallingProxy.to(database.getPort());
  }

  @AfterAll
  static void stopTheDatabase() throws IOException {
    network.close();
    database.close();
  }

  @BeforeEach
  void openTheStore() throws SQLException {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    }
    store = open(network.port(), schema);
    observer = open(database.getPort(), schema);
  }

  private static JdbcStore open(int port, String schema) {
    // The driver sends the text of a statement that it has prepared only once; the proxy needs it.
    String url =
        "jdbc:postgresql://localhost:%d/postgres?prepareThreshold=0&currentSchema=%s"
            .formatted(port, schema);
    return JdbcStore.open(
        new StoreConfig(url, Optional.of("postgres"), Optional.empty(), LEASE),
        StoreListener.silent());
  }

  @AfterEach
  void endTheService() throws InterruptedException {
    network.resume();
    stop.endGrace();
    for (RunningJob job : jobs) {
      job.run().join(LONG);
    }
    store.close();
    observer.close();
  }

  private void count(LoopNews news) {
    if (news instanceof LoopNews.StoreFailed) {
      failures.incrementAndGet();
    }
  }

  @Test
  void isToldForEveryJobAndAllGoOnWhenItIsBack() {
    serve(JOBS);
    await().atMost(LONG).until(() -> jobsWith(EventName.JOB_WAITING) == JOBS);

    network.stall();
    await()
        .atMost(POLL.plus(DEADLINE_OF_STORE).plus(MARGIN))
        .until(() -> jobsWith(EventName.STORE_FAILED) == JOBS);
    network.resume();

    await().atMost(LONG).until(() -> jobsWith(EventName.STORE_BACK) == JOBS);
    assertThat(events)
        .extracting(Event::name)
        .doesNotContain(EventName.INTERNAL_ERROR, EventName.LEASE_LOST);
  }

  @Test
  void doesNotKeepTheServiceFromEndingByOneDeadlineForAllJobs() {
    Service service = serve(JOBS);
    await().atMost(LONG).until(() -> jobsWith(EventName.JOB_WAITING) == JOBS);
    network.stall();
    await().atMost(LONG).until(() -> jobsWith(EventName.STORE_FAILED) >= 1);

    Duration taken = closing(service);

    assertThat(taken).isLessThan(DEADLINE_OF_STORE.plus(MARGIN));
    assertThat(jobs).noneMatch(job -> job.run().isAlive());
    assertThat(events).extracting(Event::name).endsWith(EventName.SERVICE_STOPPED);
  }

  @Test
  void doesNotKeepTheServiceFromEndingWhenRescalesKeepItsJobsDown() {
    beginRescales(JOBS, FakeCluster.Fate.STAYS_SCHEDULED);
    Service service = serve(JOBS);
    await().atMost(LONG).until(() -> jobs.stream().allMatch(HangingPostgresTest::isLaunched));
    network.stall();
    await().atMost(LONG).until(() -> jobsWith(EventName.STORE_FAILED) >= 1);

    Duration taken = closing(service);

    assertThat(taken).isLessThan(GRACE.plus(DEADLINE_OF_STORE).plus(MARGIN));
    assertThat(jobsWith(EventName.JOB_LEFT_DOWN)).isEqualTo(JOBS);
  }

  private static boolean isLaunched(RunningJob job) {
    return job.loop()
        .rescaleThatKeepsJobDown()
        .filter(outage -> outage.entry().stage() == Stage.SUBMITTED)
        .isPresent();
  }

  private static Duration closing(Service service) {
    long begin = System.nanoTime();
    service.close();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void breaksOffRescalesThatAreCarriedOnWhenItIsBack() {
    beginRescales(JOBS, FakeCluster.Fate.COMES_UP);
    AtomicInteger writes = new AtomicInteger();
    outer = stores -> stores.withJournal(journal -> hangingInTheMiddle(journal, writes));
    serve(JOBS);

    await().atMost(LONG).until(network::isStalled);
    await().atMost(LONG).until(() -> jobsWith(EventName.STORE_FAILED) == JOBS);
    network.resume();

    IntStream.range(0, JOBS).forEach(this::assertDoneOnce);
  }

  private static Journal hangingInTheMiddle(Journal journal, AtomicInteger writes) {
    return beforeWrite(
        journal,
        entry -> {
          if (writes.incrementAndGet() == 3 * JOBS) {
            network.stallAt(COMMIT, Held.ANSWER);
          }
        });
  }

  /** The loop cannot know whether the server has committed the entry, and must read it anew. */
  @ParameterizedTest
  @EnumSource
  void breaksARescaleOffAtEachOfItsEntriesAndItIsCarriedOn(Held held) {
    beginRescales(1, FakeCluster.Fate.COMES_UP);
    Set<Stage> hung = Collections.synchronizedSet(EnumSet.noneOf(Stage.class));
    outer = stores -> stores.withJournal(journal -> hangingAtEachStage(journal, hung, held));
    serve(1);

    while (hangsOrHasEnded()) {
      int before = failures.get();
      await().atMost(LONG).until(() -> failures.get() > before);
      network.resume();
    }

    assertThat(hung)
        .containsExactly(
            Stage.STOPPING,
            Stage.STOPPED,
            Stage.SUBMITTING,
            Stage.SUBMITTED,
            Stage.RUNNING,
            Stage.VERIFIED);
    assertDoneOnce(0);
  }

  /** Waits until one of both is true, and returns which. */
  private boolean hangsOrHasEnded() {
    await().atMost(LONG).until(() -> network.isStalled() || observer.unfinished(name(0)).isEmpty());
    return network.isStalled();
  }

  private static Journal hangingAtEachStage(Journal journal, Set<Stage> hung, Held held) {
    return beforeWrite(
        journal,
        entry -> {
          if (hung.add(entry.stage())) {
            network.stallAt(COMMIT, held);
          }
        });
  }

  private static Journal beforeWrite(Journal journal, Consumer<RescaleEntry> action) {
    return new Journal() {
      @Override
      public void write(RescaleEntry entry) {
        action.accept(entry);
        journal.write(entry);
      }

      @Override
      public List<RescaleEntry> unfinished() {
        return journal.unfinished();
      }

      @Override
      public Optional<RescaleEntry> unfinished(String jobName) {
        return journal.unfinished(jobName);
      }

      @Override
      public List<RescaleEntry> rescales(String jobName, int limit) {
        return journal.rescales(jobName, limit);
      }
    };
  }

  /** The job was stopped once and launched once, and the journal knows of nothing else. */
  private void assertDoneOnce(int number) {
    await().atMost(LONG).until(() -> observer.unfinished(name(number)).isEmpty());
    List<RescaleEntry> entries = observer.rescales(name(number), 10);
    assertThat(entries).extracting(RescaleEntry::stage).containsExactly(Stage.VERIFIED);
    String launched = entries.get(0).launchedJobId();
    FakeCluster cluster = clusters.get(number);
    assertThat(cluster.calls()).containsExactly("stop " + FORMER_RUN, "submit " + launched);
    assertThat(cluster.liveJobIds()).containsExactly(launched);
    assertThat(observer.tunerState(name(number))).contains(AFTERWARDS);
  }

  private long jobsWith(EventName name) {
    return events.stream()
        .filter(event -> event.name() == name)
        .map(event -> event.fields().get("job"))
        .distinct()
        .count();
  }

  private static String name(int number) {
    return "job " + number;
  }

  /** Every job runs, and has a rescale in the journal that has not begun. */
  private void beginRescales(int count, FakeCluster.Fate fate) {
    for (int number = 0; number < count; number++) {
      FakeCluster cluster = cluster(number);
      cluster.running(FORMER_RUN, Map.of(COUNT, 2));
      cluster.fate(launch -> fate);
      observer.write(RescaleEntry.planned("%032x".formatted(number + 1), plan(number), NOW));
    }
  }

  private static RescalePlan plan(int number) {
    return new RescalePlan(
        name(number),
        FORMER_RUN,
        Decision.Step.SMALL,
        Map.of(COUNT, 2),
        Map.of(COUNT, 6),
        Launches.restart(Launches.jar("jar", "count=2"), Launches.jar("jar", "count=6")),
        AFTERWARDS,
        new RescalePlan.Patience(
            Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO));
  }

  private FakeCluster cluster(int number) {
    while (clusters.size() <= number) {
      clusters.add(new FakeCluster(FakeRescalePlanner::parallelism));
    }
    return clusters.get(number);
  }

  /** Starts a service of this many jobs, none of which can be seen. */
  private Service serve(int count) {
    StoreAccess access = new StoreAccess(store, outer, "test:1", LEASE);
    LeaseKeeper keeper =
        new LeaseKeeper(
            access.share().orElseThrow(),
            access.claimEvery(),
            access.renewEvery(),
            events::add,
            stop);
    for (int number = 0; number < count; number++) {
      LeasedStores stores = access.of(name(number));
      keeper.keep(stores.lease(), () -> true);
      jobs.add(Service.running(task(number, stores), stop, reports, SteadyClock.system()));
    }
    Thread keeping = new Thread(keeper, "leases");
    LoopPool loops = new LoopPool(stop);
    jobs.forEach(job -> loops.start(job.run(), Duration.ZERO));
    keeping.start();
    return new Service(() -> jobs, () -> List.of(keeping), stop, reports, GRACE);
  }

  private JobTask task(int number, LeasedStores stores) {
    FakeCluster cluster = cluster(number);
    return new JobTask(
        name(number),
        // Each job in a cluster of its own: those of one take turns.
        URI.create("http://cluster-%d:8081".formatted(number)),
        () ->
            ActingController.of(
                name(number),
                () -> new JobSighting.NotSeen("no job"),
                cluster,
                new FencedRedeployer(cluster, stores.lease()),
                PlanHook.NONE,
                stores.stores()),
        stores.lease(),
        new Pace(POLL, Duration.ofMillis(20)),
        Duration.ofMillis(200));
  }
}
