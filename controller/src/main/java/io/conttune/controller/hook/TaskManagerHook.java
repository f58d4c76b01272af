package io.conttune.controller.hook;

import io.conttune.controller.config.TaskManagerHookConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.TaskManagerNeed;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Tells a program of the user's how many TaskManagers one cluster needs, whenever that is another
 * number than it was told last. What it does not take is tried again, after a pause that grows. Not
 * thread-safe.
 */
final class TaskManagerHook {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final String name;
  private final TaskManagerHookConfig config;
  private final Supplier<List<JobStatus>> jobs;
  private final HookCall call;
  private final EventLog log;
  private final SteadyClock clock;
  private final NumberToTell number;
  private Optional<Failure> failure = Optional.empty();

  /**
   * Nothing was told yet.
   *
   * @param name of the cluster, by the user's choice
   * @param jobs of all clusters, by name
   * @param call the way to the program
   */
  TaskManagerHook(
      String name,
      TaskManagerHookConfig config,
      Supplier<List<JobStatus>> jobs,
      HookCall call,
      EventLog log,
      SteadyClock clock) {
    this.name = name;
    this.config = config;
    this.jobs = jobs;
    this.call = call;
    this.log = log;
    this.clock = clock;
    this.number = new NumberToTell(config.fewerAfter(), clock);
  }

  /** A failure, and the pause after it. */
  private record Failure(Stopwatch at, Duration pause) {
    Duration next() {
      Duration twice = pause.multipliedBy(2);
      return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
  }

  /**
   * Looks at the cluster, and tells the number if it is time for that.
   *
   * @throws InterruptedException at once if the thread is interrupted
   */
  void look() throws InterruptedException {
    Optional<TaskManagerNeed> need = TaskManagerNeed.of(ofTheCluster());
    OptionalInt due = number.due(need);
    boolean rests = failure.filter(last -> !last.at().hasRunFor(last.pause())).isPresent();
    if (due.isPresent() && !rests) {
      tell(need.orElseThrow(), due.getAsInt());
    }
  }

  private List<JobStatus> ofTheCluster() {
    String wanted = address(config.flink());
    return jobs.get().stream().filter(job -> address(job.flink()).equals(wanted)).toList();
  }

  private static String address(URI flink) {
    return flink.toString().replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
  }

  private void tell(TaskManagerNeed need, int needed) throws InterruptedException {
    try {
      call.answer(HookDocuments.need(name, config.flink(), need, needed), config.timeout());
      number.told(needed);
      failure = Optional.empty();
      log.log(
          Event.of(EventName.TASK_MANAGERS_TOLD)
              .with("cluster", name)
              .with("taskManagers", need.taskManagers())
              .with("needed", needed));
    } catch (IOException | UnclearAnswerException e) {
      failed(needed, Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
    }
  }

  private void failed(int needed, String reason) {
    if (failure.isEmpty()) {
      log.log(
          Event.of(EventName.TASK_MANAGERS_UNTOLD)
              .with("cluster", name)
              .with("needed", needed)
              .with("reason", reason)
              .with("next", "it is told again, after pauses of up to 5 minutes"));
    }
    failure =
        Optional.of(
            new Failure(Stopwatch.start(clock), failure.map(Failure::next).orElse(FIRST_PAUSE)));
  }
}
