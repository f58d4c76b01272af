package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.lease.SoleController;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.service.Service.RunningJob;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of the service. */
class ServiceTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofMillis(200);

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Reports reports = new Reports(events::add, List.of());
  private final StopSignal stop = new StopSignal();
  private final InMemoryStore store = new InMemoryStore();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(30);
  private final List<RunningJob> jobs = new ArrayList<>();

  @AfterEach
  void letFlinkAnswer() {
    answer.countDown();
    jobs.forEach(job -> assertThat(ends(job.run())).isTrue());
  }

  @Test
  void endsWithoutAnErrorWhereNoJobIsDown() {
    Service service = service(List.of("WordCount"), ServiceTest::noJob);

    service.close();

    assertThat(events)
        .extracting(Event::name)
        .contains(EventName.SERVICE_STOPPING)
        .doesNotContain(EventName.JOB_LEFT_DOWN)
        .endsWith(EventName.SERVICE_STOPPED);
    assertThat(last().fields()).containsOnly(entry("jobsLeftDown", List.of()));
  }

  @Test
  void saysLoudlyWhichJobItLeavesDown() {
    Instant now = Instant.now();
    store.write(
        RescaleEntries.planned("WordCount", 1)
            .with(RescaleTimes.EMPTY.asked(now))
            .to(Stage.SUBMITTED, now, "the job was accepted"));
    Service service = service(List.of("WordCount", "Quiet"), ServiceTest::noJob);
    await().atMost(DEADLINE).until(() -> jobs.get(0).loop().rescaleThatKeepsJobDown().isPresent());

    service.close();

    Event left =
        events.stream()
            .filter(event -> event.name() == EventName.JOB_LEFT_DOWN)
            .findFirst()
            .orElseThrow();
    assertThat(left.fields())
        .containsEntry("job", "WordCount")
        .containsKeys("stage", "since", "tried", "next", "command");
    assertThat(last().fields()).containsOnly(entry("jobsLeftDown", List.of("WordCount")));
  }

  @Test
  void waitsForAllJobsTogetherWhenFlinkHangs() throws Exception {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < asked.getCount(); number++) {
      names.add("job " + number);
    }
    Service service = service(names, this::hang);
    asked.await();
    Instant before = Instant.now();

    service.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(last().name()).isEqualTo(EventName.SERVICE_STOPPED);
  }

  private JobSighting hang() {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return noJob();
  }

  private static JobSighting noJob() {
    return new JobSighting.NotSeen("no job");
  }

  private Event last() {
    return events.get(events.size() - 1);
  }

  private static boolean ends(LoopRun run) {
    try {
      run.join(DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !run.isAlive();
  }

  private Service service(List<String> names, JobMonitor monitor) {
    for (String name : names) {
      JobTask task =
          new JobTask(
              name,
              // Each job in a cluster of its own: those of one take turns.
              URI.create("http://" + name.replace(' ', '-') + ":8081"),
              () -> controller(name, monitor),
              new SoleController(),
              new Pace(Duration.ofMillis(1), Duration.ofMillis(1)),
              Duration.ofMillis(1));
      jobs.add(Service.running(task, stop, reports, SteadyClock.system()));
    }
    LoopPool loops = new LoopPool(stop);
    jobs.forEach(job -> loops.start(job.run(), Duration.ZERO));
    return new Service(() -> jobs, List::of, stop, reports, GRACE);
  }

  private JobController controller(String name, JobMonitor monitor) {
    FakeCluster cluster = new FakeCluster(FakeRescalePlanner::parallelism);
    return ActingController.of(name, monitor, cluster, JobStores.in(store));
  }
}
