package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.lease.JobLease;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.Reports;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The service: tunes every configured job until it is closed. A job or a cluster that is not there
 * is waited for. Closing lets steps that are under way come to their end; a rescale that is not
 * finished goes on from the journal at the next start.
 */
public final class Service implements AutoCloseable {
  private final List<Thread> threads;
  private final CountDownLatch stop;
  private final EventLog log;
  private final Duration patience;

  private Service(List<Thread> threads, CountDownLatch stop, EventLog log, Duration patience) {
    this.threads = threads;
    this.stop = stop;
    this.log = log;
    this.patience = patience;
  }

  /** Starts one loop, in a thread of its own, for each of these jobs. */
  public static Service start(
      List<JobConfig> jobs,
      StoreAccess access,
      RescaleIds rescaleIds,
      Reports reports,
      InstantSource clock) {
    EventLog log = reports.log();
    log.log(
        Event.of(EventName.SERVICE_STARTED)
            .with("jobs", jobs.stream().map(JobConfig::job).toList()));
    CountDownLatch stop = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    List<JobLease> leases = new ArrayList<>();
    for (JobConfig job : jobs) {
      LeasedStores stores = access.of(job.job());
      JobWiring wiring = new JobWiring(stores, rescaleIds, clock);
      JobTask task =
          new JobTask(
              job.job(),
              () -> wiring.controller(job),
              stores.lease(),
              JobWiring.pace(job),
              access.claimEvery());
      LoopListener listener = reports.of(job.job(), clock);
      leases.add(stores.lease());
      threads.add(new Thread(new JobLoop(task, listener, clock, stop), "job-" + job.job()));
    }
    if (access.isShared()) {
      LeaseKeeper keeper = new LeaseKeeper(leases, access.renewEvery(), log, stop);
      threads.add(new Thread(keeper, "leases"));
    }
    threads.forEach(Thread::start);
    return new Service(threads, stop, log, longestStep(jobs));
  }

  @Override
  public void close() {
    log.log(Event.of(EventName.SERVICE_STOPPING).with("reason", "told to stop"));
    stop.countDown();
    try {
      for (Thread thread : threads) {
        thread.join(patience.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.log(Event.of(EventName.SERVICE_STOPPED));
  }

  /** The longest wait for a step that is under way: one deadline for each address of a cluster. */
  private static Duration longestStep(List<JobConfig> jobs) {
    return jobs.stream()
        .map(job -> job.metrics().deadline().multipliedBy(job.flink().urls().size()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
