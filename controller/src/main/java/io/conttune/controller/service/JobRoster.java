package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.post.PostClient;
import io.conttune.controller.service.Service.RunningJob;
import io.conttune.controller.service.report.Reports;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The jobs that the service serves. When their settings change, each loop is started, changed or
 * ended on its own; the other loops do not notice. Threads may share one.
 */
final class JobRoster {
  /** Spreads the looks at very many jobs, and their threads; ten jobs do not notice. */
  private static final Duration BETWEEN_STARTS = Duration.ofMillis(3);

  private final StoreAccess access;
  private final RescaleIds rescaleIds;
  private final Reports reports;
  private final SteadyClock clock;
  private final StopSignal stop;
  private final Clusters clusters;
  private final PostClient posts = new PostClient();
  private final LoopPool loops;
  private final Optional<LeaseKeeper> keeper;
  private final List<Thread> helpers;
  private final Map<String, Served> jobs = new LinkedHashMap<>();

  JobRoster(
      StoreAccess access,
      RescaleIds rescaleIds,
      Reports reports,
      SteadyClock clock,
      StopSignal stop) {
    this.access = access;
    this.rescaleIds = rescaleIds;
    this.reports = reports;
    this.clock = clock;
    this.stop = stop;
    this.clusters = new Clusters(clock);
    this.loops = new LoopPool(stop);
    this.keeper =
        access
            .share()
            .map(
                share ->
                    new LeaseKeeper(
                        share, access.claimEvery(), access.renewEvery(), reports.log(), stop));
    this.helpers = keeper.map(keeping -> new Thread(keeping, "leases")).stream().toList();
  }

  /** A job with what its loop was given last. */
  private record Served(JobConfig config, LeasedStores stores, RunningJob running) {
    boolean hasEnded() {
      return running.loop().isRetired() && !running.run().isAlive();
    }
  }

  /** Starts the loops of these jobs, one soon after another, and the thread that keeps leases. */
  synchronized void begin(List<JobConfig> wanted) {
    Duration after = Duration.ZERO;
    for (JobConfig job : wanted) {
      start(job, after);
      after = after.plus(BETWEEN_STARTS);
    }
    helpers.forEach(Thread::start);
  }

  /**
   * Serves these jobs and no others. A loop that is not wanted any more ends after the rescale that
   * it is in. One of a job that has moved to another cluster ends too; it is started at a later
   * call, when it has ended. If a rescale keeps that job down, the loop goes on at the new address:
   * the old one may be gone for good. What fails for one job is logged, and the others are served.
   */
  synchronized void take(List<JobConfig> wanted) {
    jobs.values().removeIf(Served::hasEnded);
    Map<String, JobConfig> byName = new LinkedHashMap<>();
    wanted.forEach(job -> byName.put(job.job(), job));
    List.copyOf(jobs.values()).stream()
        .filter(served -> !served.running().loop().isRetired())
        .filter(served -> !byName.containsKey(served.config().job()))
        .forEach(served -> retire(served, "removed"));
    byName.values().forEach(this::tryToServe);
  }

  private void tryToServe(JobConfig wanted) {
    try {
      serve(wanted);
    } catch (RuntimeException e) {
      // A defect met with one job must not keep the changes of the others.
      reports
          .log()
          .forJob(wanted.job())
          .log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
  }

  private void serve(JobConfig wanted) {
    Served served = jobs.get(wanted.job());
    if (served == null) {
      tell(wanted.job(), "added");
      start(wanted, Duration.ZERO);
    } else if (!served.config().equals(wanted)) {
      if (isSameCluster(served.config(), wanted) || isKeptDown(served)) {
        tell(wanted.job(), "changed");
        served.running().loop().change(task(wanted, served.stores()));
        jobs.put(wanted.job(), new Served(wanted, served.stores(), served.running()));
      } else if (!served.running().loop().isRetired()) {
        retire(served, "moved to another cluster");
      }
    }
  }

  /** A cluster may have several addresses, and other ways to log in than before. */
  private static boolean isSameCluster(JobConfig one, JobConfig other) {
    return !Collections.disjoint(one.flink().urls(), other.flink().urls());
  }

  private static boolean isKeptDown(Served served) {
    return served.running().loop().rescaleThatKeepsJobDown().isPresent();
  }

  private void retire(Served served, String change) {
    tell(served.config().job(), change);
    access.share().ifPresent(share -> share.drop(served.config().job()));
    served.running().loop().retire();
  }

  private void start(JobConfig config, Duration after) {
    LeasedStores stores = access.of(config.job());
    RunningJob running = Service.running(task(config, stores), stop, reports, clock);
    jobs.put(config.job(), new Served(config, stores, running));
    loops.start(running.run(), after);
    keeper.ifPresent(keeping -> keeping.keep(stores.lease(), running.run()::isAlive));
  }

  private JobTask task(JobConfig config, LeasedStores stores) {
    JobWiring wiring = new JobWiring(stores, clusters, posts, rescaleIds, clock);
    return new JobTask(
        config.job(),
        config.flink().urls().get(0),
        () -> wiring.controller(config),
        stores.lease(),
        JobWiring.pace(config),
        access.claimEvery());
  }

  private void tell(String job, String change) {
    reports.log().forJob(job).log(Event.of(EventName.JOB_SETTINGS_TAKEN).with("change", change));
  }

  /** The names of the jobs that have a loop, also of those that are about to end. */
  synchronized Set<String> names() {
    return jobs.values().stream()
        .filter(served -> !served.hasEnded())
        .map(served -> served.config().job())
        .collect(Collectors.toUnmodifiableSet());
  }

  synchronized List<RunningJob> running() {
    return jobs.values().stream().map(Served::running).toList();
  }

  /** The threads that work for the loops. */
  List<Thread> helpers() {
    return helpers;
  }
}
