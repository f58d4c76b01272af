package io.conttune.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import io.conttune.controller.log.LogFormat;
import io.conttune.controller.log.LogOutput;
import io.conttune.controller.log.LogSetup;
import io.conttune.controller.log.Slf4jEventLog;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.service.FatalErrors;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;

/**
 * The service as it ships, with a wish in the place of the tuner's first decision: plans a rescale
 * of the job's count, unless the journal holds one already, and serves the job from there on.
 */
public final class ControllerChild {
  private static final Duration RETRY = Duration.ofMillis(200);

  /** What stands in the way for a moment, as slots that another row holds, is waited for. */
  private static final Duration PLANNING = Duration.ofSeconds(15);

  private ControllerChild() {}

  /**
   * Runs until it is killed, or told to stop.
   *
   * @param arguments the service's file, the wanted parallelism, and, to stand still somewhere, a
   *     {@link HoldPoint} and a {@link HoldingJournal.Stillness}
   */
  public static void main(String[] arguments) throws InterruptedException {
    ServiceConfig service = valid(new ConfigReader(System.getenv()).service(Path.of(arguments[0])));
    JobConfig job = new ConfigReader(System.getenv()).jobs(service.jobs()).jobs().get(0);
    Optional<HoldPoint> hold =
        arguments.length > 2 ? Optional.of(HoldPoint.parse(arguments[2])) : Optional.empty();
    HoldingJournal.Stillness stillness =
        HoldingJournal.Stillness.valueOf(arguments.length > 3 ? arguments[3] : "FOR_GOOD");
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    // As of the command run: at SIGTERM the JVM waits for its hooks, and this one for the service.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(told, closed), "stop"));
    LogOutput output = LogSetup.configure(LogFormat.JSON, System.out, org.slf4j.event.Level.DEBUG);
    try (output) {
      Thread.setDefaultUncaughtExceptionHandler(
          new FatalErrors(
              new Slf4jEventLog(), System.err, code -> Runtime.getRuntime().halt(code)));
      serve(service, job, Integer.parseInt(arguments[1]), hold, stillness, told);
    } finally {
      closed.countDown();
    }
  }

  private static void serve(
      ServiceConfig service,
      JobConfig job,
      int wanted,
      Optional<HoldPoint> hold,
      HoldingJournal.Stillness stillness,
      CountDownLatch told)
      throws InterruptedException {
    try (JdbcStore store = JdbcStore.open(service.store(), StoreListener.silent())) {
      Journal journal = new HoldingJournal(store, hold, stillness);
      StoreAccess access =
          new StoreAccess(
              store,
              stores -> stores.withJournal(kept -> new HoldingJournal(kept, hold, stillness)),
              "harness",
              service.store().lease());
      if (journal.rescales(job.job(), 1).isEmpty()) {
        planAndWrite(job, wanted, store, journal);
      }
      Service running =
          Service.start(
              List.of(job),
              access,
              new RescaleIds(new SecureRandom()),
              new Reports(new Slf4jEventLog(), List.of()),
              SteadyClock.system());
      try {
        told.await();
      } finally {
        running.close();
      }
    }
  }

  private static void stop(CountDownLatch told, CountDownLatch closed) {
    told.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T valid(Reading<T> reading) {
    if (reading instanceof Reading.Valid<T> valid) {
      return valid.value();
    }
    throw new IllegalArgumentException(((Reading.Faulty<T>) reading).faults().toString());
  }

  /**
   * As the control loop does, it asks again when the cluster does not answer or something stands in
   * the way, but not for ever.
   */
  private static void planAndWrite(JobConfig job, int count, JdbcStore store, Journal journal)
      throws InterruptedException {
    FlinkRest rest = new FlinkRest(job.flink().access(), job.metrics().deadline());
    long end = System.nanoTime() + PLANNING.toNanos();
    for (; ; Thread.sleep(RETRY.toMillis())) {
      try {
        Planning planning = plan(job, rest, count, store);
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

  private static Planning plan(JobConfig config, FlinkRest rest, int count, JdbcStore store)
      throws FlinkUnavailableException, InterruptedException {
    RestJobMonitor monitor =
        new RestJobMonitor(
            rest, new JobSelector(config.job()), config.metrics().source(), SteadyClock.system());
    JobSighting sighting = monitor.look();
    if (!(sighting instanceof JobSighting.Seen seen)) {
      return new Planning.Obstructed(List.of(((JobSighting.NotSeen) sighting).reason()));
    }
    Measured measured = measured(config, monitor, seen.snapshot());
    JobSnapshot job = measured.job();
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>(job.graph().parallelism());
    job.graph().vertices().stream()
        .filter(vertex -> vertex.name().contains("count"))
        .map(JobVertex::id)
        .forEach(id -> parallelism.put(id, count));
    Evidence none = new Evidence("none", Provisioning.UNDER, List.of(), List.of());
    RescaleConfig rescale = config.rescale().orElseThrow();
    return new RestRescalePlanner(
            rest,
            new RestJobRuns(rest),
            store,
            Launchers.planner(
                rescale.launch(), rest, store, new LaunchHistory(store, store), SecretLookup.NONE),
            rescale,
            config.sinks(),
            new ClusterSlots(rest, new InMemoryStore(), config.parallelism().slots()))
        .plan(
            job,
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

  private static void say(String event, String reason) {
    System.out.println(
        JsonNodeFactory.instance.objectNode().put("event", event).put("reason", reason));
  }
}
