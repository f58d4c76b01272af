package io.conttune.controller.hook;

import io.conttune.controller.config.TaskManagerHookConfig;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.post.PostClient;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The programs of the user's that are told how many TaskManagers their clusters need. Each has a
 * thread of its own, so that neither the control loops nor another program wait for it. They may be
 * changed while the service runs. Safe for several threads.
 */
public final class TaskManagerHooks implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The longest time until a program that is being told is ended. */
  private static final Duration END = Duration.ofSeconds(1);

  private final Supplier<List<JobStatus>> jobs;
  private final EventLog log;
  private final SteadyClock clock;
  private final Duration look;
  private final PostClient client = new PostClient();
  private final Map<String, Running> running = new LinkedHashMap<>();

  /**
   * Nobody is told yet.
   *
   * @param jobs of all clusters, by name, as they are now
   * @param log is told what was told, and what failed
   */
  public TaskManagerHooks(Supplier<List<JobStatus>> jobs, EventLog log, SteadyClock clock) {
    this(jobs, log, clock, LOOK);
  }

  /** With another time between two looks. */
  TaskManagerHooks(Supplier<List<JobStatus>> jobs, EventLog log, SteadyClock clock, Duration look) {
    this.jobs = jobs;
    this.log = log;
    this.clock = clock;
    this.look = look;
  }

  /** A program that is told, with what it was made of. */
  private record Running(TaskManagerHookConfig config, Thread thread) {}

  /** From now on these are told and no others. One that stays the same goes on. */
  public synchronized void take(Map<String, TaskManagerHookConfig> wanted) {
    for (Map.Entry<String, Running> each : Map.copyOf(running).entrySet()) {
      if (!each.getValue().config().equals(wanted.get(each.getKey()))) {
        end(each.getValue().thread());
        running.remove(each.getKey());
      }
    }
    wanted.forEach((name, config) -> running.computeIfAbsent(name, any -> begun(name, config)));
  }

  private Running begun(String name, TaskManagerHookConfig config) {
    HookCall call = HookCall.to(config.url(), config.headers(), config.command(), client, clock);
    TaskManagerHook hook = new TaskManagerHook(name, config, jobs, call, log, clock);
    Thread thread = new Thread(() -> look(hook), "task-managers-" + name);
    thread.setDaemon(true);
    thread.start();
    return new Running(config, thread);
  }

  /** Looks again and again until the thread is interrupted. */
  private void look(TaskManagerHook hook) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        hook.look();
        Thread.sleep(look.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells nobody any more. What is being told is given up. */
  @Override
  public synchronized void close() {
    running.values().forEach(each -> each.thread().interrupt());
    running.values().forEach(each -> end(each.thread()));
    running.clear();
  }
}
