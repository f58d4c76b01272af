package io.conttune.controller.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the loops of all jobs with few threads: a loop has one only while it takes a step. Of one
 * cluster's loops, two take a step at a time, so that two connections to the cluster suffice. A
 * step that waits for long, for the cluster or the store, does not count, but there are never more
 * than a few. Loops of other clusters never wait for it. Nor does a loop whose rescale keeps its
 * job down wait for any other.
 */
final class LoopPool {
  /** The steps at a time that a cluster that answers gets. */
  static final int USUAL = 2;

  /** The steps at a time that any cluster gets. */
  static final int MOST = 8;

  /** Those of loops that are to end: they ask no cluster, but may give up a lease. */
  private static final int MOST_ENDING = 500;

  /** More than most steps take: one that waits so long, for Flink or the store, makes room. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final long IDLE_SECONDS = 10;

  /** The group of loops that are to end; no address of a cluster is like it. */
  private static final String ENDING = "";

  private final Duration mostOfStep;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;
  private final Map<String, Group> groups = new HashMap<>();
  private final Set<LoopRun> waiting = new HashSet<>();

  /** A pool whose loops this signal tells to end. */
  LoopPool(StopSignal stop) {
    this(stop, LONG, LoopPool::daemon);
  }

  /**
   * The same, with threads of the caller's making.
   *
   * @param mostOfStep a step that takes longer waits, and makes room for another
   */
  LoopPool(StopSignal stop, Duration mostOfStep, ThreadFactory threads) {
    this.mostOfStep = mostOfStep;
    timer = new ScheduledThreadPoolExecutor(1, LoopPool::timer);
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads);
    stop.whenTold(this::wake);
  }

  /**
   * A task of a timer. An error of it, as where no thread can be had, goes to the handler that ends
   * the process: the timer would keep it to itself, and the task would never be done again.
   */
  static Runnable told(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Error error) {
        Thread timer = Thread.currentThread();
        timer.getUncaughtExceptionHandler().uncaughtException(timer, error);
        throw error;
      }
    };
  }

  private static Thread timer(Runnable task) {
    Thread thread = new Thread(task, "job-timer");
    thread.setDaemon(true);
    return thread;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "job");
    thread.setDaemon(true);
    return thread;
  }

  /** The loops of one cluster. */
  private static final class Group {
    private final Deque<LoopRun> due = new ArrayDeque<>();

    /** The begin of each step that is under way, by {@link System#nanoTime()}. */
    private final Map<LoopRun, Long> begun = new HashMap<>();

    private boolean isWatched;

    /** The next loop whose turn it is; empty if there is none, or enough others take a step. */
    Optional<LoopRun> begin(int usual, Duration mostOfStep) {
      long now = System.nanoTime();
      long hanging =
          begun.values().stream().filter(since -> now - since > mostOfStep.toNanos()).count();
      if (due.isEmpty()
          || begun.size() - hanging >= usual
          || begun.size() >= Math.max(usual, MOST)) {
        return Optional.empty();
      }
      LoopRun next = due.remove();
      begun.put(next, now);
      return Optional.of(next);
    }

    boolean isIdle() {
      return begun.isEmpty() && due.isEmpty();
    }
  }

  /** Lets a loop take its first step after this time. */
  synchronized void start(LoopRun run, Duration after) {
    later(run, after);
  }

  private void later(LoopRun run, Duration after) {
    waiting.add(run);
    run.sleepsUntil(timer.schedule(told(() -> isDue(run)), after.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Loops that wait for their time or for their turn look at once whether they are to end. */
  private synchronized void wake() {
    for (Group group : groups.values()) {
      waiting.addAll(group.due);
      group.due.clear();
    }
    List.copyOf(waiting).forEach(this::isDue);
  }

  private synchronized void isDue(LoopRun run) {
    if (!waiting.remove(run)) {
      return;
    }
    run.wakes();
    if (!run.loop().isOver() && run.loop().rescaleThatKeepsJobDown().isPresent()) {
      workers.execute(() -> step(run));
      return;
    }
    String name = run.loop().isOver() ? ENDING : run.loop().flink().toString();
    Group group = groups.computeIfAbsent(name, none -> new Group());
    group.due.add(run);
    take(name, group);
    watch(name, group);
  }

  /** Takes again later if loops are due: the steps that they wait for may hang by then. */
  private void watch(String name, Group group) {
    if (!group.due.isEmpty() && !group.isWatched) {
      group.isWatched = true;
      var unused =
          timer.schedule(
              told(() -> takeAgain(name, group)), mostOfStep.toNanos() + 1, TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void takeAgain(String name, Group group) {
    group.isWatched = false;
    take(name, group);
    watch(name, group);
  }

  private void take(String name, Group group) {
    Optional<LoopRun> next = group.begin(most(name), mostOfStep);
    while (next.isPresent()) {
      LoopRun first = next.get();
      workers.execute(() -> work(name, group, first));
      next = group.begin(most(name), mostOfStep);
    }
  }

  private static int most(String name) {
    return name.equals(ENDING) ? MOST_ENDING : USUAL;
  }

  /** Takes a step of one loop after another, as long as one of the group is due. */
  private void work(String name, Group group, LoopRun first) {
    Optional<LoopRun> run = Optional.of(first);
    while (run.isPresent()) {
      boolean isDone = false;
      try {
        step(run.get());
        isDone = true;
      } finally {
        run = next(name, group, run.get(), isDone);
      }
    }
  }

  /** The loop whose turn it is when another one has taken its step, for the same thread. */
  private synchronized Optional<LoopRun> next(
      String name, Group group, LoopRun last, boolean isForThisThread) {
    group.begun.remove(last);
    Optional<LoopRun> next =
        isForThisThread ? group.begin(most(name), mostOfStep) : Optional.<LoopRun>empty();
    take(name, group);
    if (next.isEmpty() && group.isIdle()) {
      groups.remove(name, group);
    }
    return next;
  }

  /** An error leaves the loop where it is: it goes to the handler that ends the process. */
  private void step(LoopRun run) {
    Thread.currentThread().setName("job-" + run.loop().jobName());
    if (run.loop().isOver()) {
      end(run);
      return;
    }
    Duration after = run.loop().step();
    if (run.loop().isOver()) {
      end(run);
    } else {
      settle(run, after);
    }
  }

  private static void end(LoopRun run) {
    try {
      run.loop().end();
    } finally {
      run.hasEnded();
    }
  }

  /** The signal may have come since the step was over, and did not wake this loop then. */
  private synchronized void settle(LoopRun run, Duration after) {
    later(run, run.loop().isOver() ? Duration.ZERO : after);
  }
}
