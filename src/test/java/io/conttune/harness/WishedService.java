package io.conttune.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowResult;
import io.conttune.collector.WindowSettings;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.service.Service;
import io.conttune.controller.service.StoreAccess;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.StoreListener;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.SlotsTakenException;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The service as it ships, with a wish in the place of the tuner's first decision: plans a rescale
 * of the job's count, unless the journal holds one already, and serves the job from there on.
 *
 * @param service its configuration
 * @param job that it serves
 * @param wanted parallelism of the count
 * @param journals wraps each journal that it writes to
 * @param log takes the events of the service
 * @param sayings take what the planning of the wish says, in the form of a line of the log
 */
record WishedService(
    ServiceConfig service,
    JobConfig job,
    int wanted,
    UnaryOperator<Journal> journals,
    EventLog log,
    Consumer<ObjectNode> sayings) {
  private static final Duration RETRY = Duration.ofMillis(200);

  /** What stands in the way for a moment, as slots that another row holds, is waited for. */
  private static final Duration PLANNING = Duration.ofSeconds(15);

  /** The service of this file, and its only job. */
  static WishedService read(
      Path file,
      int wanted,
      UnaryOperator<Journal> journals,
      EventLog log,
      Consumer<ObjectNode> sayings) {
    ConfigReader reader = new ConfigReader(System.getenv());
    ServiceConfig service = valid(reader.service(file));
    JobConfig job = reader.jobs(service.jobs(), service.defaults()).jobs().get(0);
    return new WishedService(service, job, wanted, journals, log, sayings);
  }

  private static <T> T valid(Reading<T> reading) {
    if (reading instanceof Reading.Valid<T> valid) {
      return valid.value();
    }
    throw new IllegalArgumentException(((Reading.Faulty<T>) reading).faults().toString());
  }

  /** Plans, and serves until it is told to stop. */
  void serve(CountDownLatch told) throws InterruptedException {
    try (JdbcStore store = JdbcStore.open(service.store(), StoreListener.silent())) {
      Journal journal = journals.apply(store);
      StoreAccess access =
          new StoreAccess(
              store, stores -> stores.withJournal(journals), "harness", service.store().lease());
      if (journal.rescales(job.job(), 1).isEmpty()) {
        planAndWrite(store, journal);
      }
      Service running =
          Service.start(
              List.of(job),
              access,
              new RescaleIds(new SecureRandom()),
              new Reports(log, List.of()),
              SteadyClock.system());
      try {
        told.await();
      } finally {
        running.close();
      }
    }
  }

  /**
   * As the control loop does, it asks again when the cluster does not answer or something stands in
   * the way, but not for ever.
   */
  private void planAndWrite(JdbcStore store, Journal journal) throws InterruptedException {
    FlinkRest rest = new FlinkRest(job.flink().access(), job.metrics().deadline());
    long end = System.nanoTime() + PLANNING.toNanos();
    for (; ; Thread.sleep(RETRY.toMillis())) {
      try {
        Planning planning = plan(rest, store);
        if (planning instanceof Planning.Planned planned) {
          journal.write(
              RescaleEntry.planned(
                  new RescaleIds(new SecureRandom()).get(), planned.plan(), Instant.now()));
          return;
        }
        String obstacles = String.join("; ", ((Planning.Obstructed) planning).obstacles());
        if (System.nanoTime() > end) {
          say("obstructed", obstacles);
          return;
        }
        say("planning-obstructed", obstacles);
      } catch (FlinkUnavailableException e) {
        say("planning-failed", e.getMessage());
      } catch (SlotsTakenException e) {
        // Another row of the table has begun its rescale since the slots were counted.
        say("planning-obstructed", e.getMessage());
      }
    }
  }

  private Planning plan(FlinkRest rest, JdbcStore store)
      throws FlinkUnavailableException, InterruptedException {
    RestJobMonitor monitor =
        new RestJobMonitor(
            rest, new JobSelector(job.job()), job.metrics().source(), SteadyClock.system());
    JobSighting sighting = monitor.look();
    if (!(sighting instanceof JobSighting.Seen seen)) {
      return new Planning.Obstructed(List.of(((JobSighting.NotSeen) sighting).reason()));
    }
    Measured measured = measured(job, monitor, seen.snapshot());
    JobSnapshot snapshot = measured.job();
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>(snapshot.graph().parallelism());
    snapshot.graph().vertices().stream()
        .filter(vertex -> vertex.name().contains("count"))
        .map(JobVertex::id)
        .forEach(id -> parallelism.put(id, wanted));
    Evidence none = new Evidence("none", Provisioning.UNDER, List.of(), List.of());
    RescaleConfig rescale = job.rescale().orElseThrow();
    return new RestRescalePlanner(
            rest,
            new RestJobRuns(rest),
            store,
            Launchers.of(rest, store, SecretLookup.NONE, SteadyClock.system(), "a test")
                .planner(
                    rescale.launch(),
                    new LaunchHistory(store, store),
                    new FollowingVertices(rest, new RestJobRuns(rest), Scheduling.BY_RESTART)),
            rescale,
            job.sinks(),
            new ClusterSlots(rest, new InMemoryStore(), job.parallelism().slots()))
        .plan(
            snapshot,
            measured.metrics(),
            new Decision.Rescale(Decision.Step.SMALL, parallelism, "a test wants it", none),
            new TunerState.ContTune(8));
  }

  /** A job and how it has done until then. */
  private record Measured(JobSnapshot job, JobMetrics metrics) {}

  /** Only the choice of a capture needs to know how the job does. */
  private static Measured measured(JobConfig config, RestJobMonitor monitor, JobSnapshot first)
      throws FlinkUnavailableException, InterruptedException {
    if (config.rescale().orElseThrow().capture().mode() != CaptureMode.AUTO) {
      return new Measured(
          first, new JobMetrics(first.takenAt(), Duration.ZERO, Map.of(), OptionalDouble.empty()));
    }
    MetricsConfig metrics = config.metrics();
    MetricsWindow window =
        new MetricsWindow(
            new WindowSettings(
                metrics.window(),
                metrics.warmUp(),
                metrics.source(),
                metrics.staleness(),
                metrics.gaugeRamp()));
    JobSnapshot job = first;
    WindowResult result = window.add(first);
    while (!(result instanceof WindowResult.Ready ready)) {
      Thread.sleep(metrics.poll().toMillis());
      if (monitor.look() instanceof JobSighting.Seen seen) {
        job = seen.snapshot();
        result = window.add(job);
      }
    }
    return new Measured(job, ready.metrics());
  }

  private void say(String event, String reason) {
    sayings.accept(JsonNodeFactory.instance.objectNode().put("event", event).put("reason", reason));
  }
}
