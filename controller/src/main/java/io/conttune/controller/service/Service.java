package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service: tunes every configured job until it is closed. A job or a cluster that is not there
 * is waited for. Closing lets steps that are under way come to their end; a rescale that is not
 * finished goes on from the journal at the next start.
 */
public final class Service implements AutoCloseable {
  private static final int MOST_THREADS = 16;

  private final ScheduledExecutorService executor;
  private final EventLog log;
  private final Duration patience;

  private Service(ScheduledExecutorService executor, EventLog log, Duration patience) {
    this.executor = executor;
    this.log = log;
    this.patience = patience;
  }

  /** Starts the loops of these jobs. */
  public static Service start(
      List<JobConfig> jobs,
      JobStores stores,
      RescaleIds rescaleIds,
      EventLog log,
      InstantSource clock) {
    AtomicInteger count = new AtomicInteger();
    ScheduledExecutorService executor =
        Executors.newScheduledThreadPool(
            Math.min(jobs.size(), MOST_THREADS),
            task -> new Thread(task, "job-loop-" + count.incrementAndGet()));
    log.log(
        Event.of(EventName.SERVICE_STARTED)
            .with("jobs", jobs.stream().map(JobConfig::job).toList()));
    JobWiring wiring = new JobWiring(stores, rescaleIds, clock);
    for (JobConfig job : jobs) {
      new JobLoop(wiring.controller(job), JobWiring.pace(job), log, clock, executor).start();
    }
    Duration longestCall =
        jobs.stream()
            .map(job -> job.metrics().deadline())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new Service(executor, log, longestCall);
  }

  @Override
  public void close() {
    log.log(Event.of(EventName.SERVICE_STOPPING).with("reason", "told to stop"));
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.log(
            Event.of(EventName.INTERNAL_ERROR)
                .with("reason", "a step did not end within " + patience));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.log(Event.of(EventName.SERVICE_STOPPED));
  }
}
