package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader.JobFiles;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.Reports;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The service: tunes every configured job until it is closed. A job or a cluster that is not there
 * is waited for.
 *
 * <p>Closing lets steps that are under way come to their end, and a rescale that keeps its job down
 * go on for a grace time. All of this together takes no longer than {@link #LONGEST_STOP}. A
 * rescale that is not finished then goes on from the journal at the next start; a job that it keeps
 * down is logged as an error.
 */
public final class Service implements AutoCloseable {
  /** The time in which rescales may bring their jobs up after the service was told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** The time in which steps that are under way may end after that. */
  private static final Duration LAST_STEP = Duration.ofSeconds(4);

  /** The longest time that closing takes: less than the 30 s that supervisors usually give. */
  public static final Duration LONGEST_STOP = GRACE.plus(LAST_STEP);

  private final Supplier<List<RunningJob>> jobs;
  private final Supplier<List<Thread>> helpers;
  private final StopSignal stop;
  private final Reports reports;
  private final Duration grace;

  /** The loop of one job, and its run among those of all jobs. */
  record RunningJob(String name, JobLoop loop, LoopListener listener, LoopRun run) {}

  Service(
      Supplier<List<RunningJob>> jobs,
      Supplier<List<Thread>> helpers,
      StopSignal stop,
      Reports reports,
      Duration grace) {
    this.jobs = jobs;
    this.helpers = helpers;
    this.stop = stop;
    this.reports = reports;
    this.grace = grace;
  }

  /**
   * Starts one loop for each of these jobs.
   *
   * @param follower is given the roster of the jobs, to change it while the service runs; it
   *     returns the threads that do so
   */
  static Service start(
      List<JobConfig> jobs,
      StoreAccess access,
      RescaleIds rescaleIds,
      Reports reports,
      SteadyClock clock,
      BiFunction<JobRoster, StopSignal, List<Thread>> follower) {
    reports.log().log(
        Event.of(EventName.SERVICE_STARTED)
            .with("jobs", jobs.stream().map(JobConfig::job).toList()));
    StopSignal stop = new StopSignal();
    JobRoster roster = new JobRoster(access, rescaleIds, reports, clock, stop);
    roster.begin(jobs);
    List<Thread> followers = follower.apply(roster, stop);
    followers.forEach(Thread::start);
    return new Service(
        roster::running,
        () -> Stream.concat(roster.helpers().stream(), followers.stream()).toList(),
        stop,
        reports,
        GRACE);
  }

  /** Starts the loops of jobs whose settings stay as they are. */
  public static Service start(
      List<JobConfig> jobs,
      StoreAccess access,
      RescaleIds rescaleIds,
      Reports reports,
      SteadyClock clock) {
    return start(jobs, access, rescaleIds, reports, clock, (roster, stop) -> List.of());
  }

  /**
   * Starts the loops of the jobs of these files, and follows the files.
   *
   * @param served hears after each look which jobs are wanted, and which have a loop
   */
  public static Service start(
      JobFilesWatch files,
      JobFiles read,
      StoreAccess access,
      RescaleIds rescaleIds,
      Reports reports,
      SteadyClock clock,
      BiConsumer<List<JobConfig>, Set<String>> served) {
    List<JobConfig> jobs = files.take(read);
    Set<String> names = jobs.stream().map(JobConfig::job).collect(Collectors.toSet());
    served.accept(jobs, names);
    return start(
        jobs,
        access,
        rescaleIds,
        reports,
        clock,
        (roster, stop) ->
            List.of(
                new Thread(
                    new JobFilesFollower(files, roster, served, reports.log(), stop),
                    "job-files")));
  }

  static RunningJob running(JobTask task, StopSignal stop, Reports reports, SteadyClock clock) {
    LoopListener listener = reports.of(task.jobName(), task.flink(), clock);
    JobLoop loop = new JobLoop(task, listener, clock, stop);
    return new RunningJob(task.jobName(), loop, listener, new LoopRun(loop));
  }

  @Override
  public void close() {
    reports.log().log(Event.of(EventName.SERVICE_STOPPING).with("reason", "told to stop"));
    stop.stop();
    try {
      Patience untilGraceEnds = new Patience(grace);
      for (RunningJob job : jobs.get()) {
        job.run().join(untilGraceEnds.left());
      }
      stop.endGrace();
      Patience untilStepsEnd = new Patience(LAST_STEP);
      for (RunningJob job : jobs.get()) {
        job.run().join(untilStepsEnd.left());
      }
      for (Thread helper : helpers.get()) {
        // A wait of 0 would be one without end.
        helper.join(Math.max(1, untilStepsEnd.left().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tellWhatIsLeft();
  }

  /** A time that several waits share. */
  private static final class Patience {
    private final long end;

    Patience(Duration all) {
      this.end = System.nanoTime() + all.toNanos();
    }

    Duration left() {
      return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
  }

  private void tellWhatIsLeft() {
    List<String> left = new ArrayList<>();
    for (RunningJob job : jobs.get()) {
      Optional<JobOutage.ByRescale> outage = job.loop().rescaleThatKeepsJobDown();
      outage.ifPresent(
          down -> {
            job.listener().hear(new LoopNews.LeftDown(down));
            left.add(job.name());
          });
    }
    reports.log().log(Event.of(EventName.SERVICE_STOPPED).with("jobsLeftDown", left));
  }
}
