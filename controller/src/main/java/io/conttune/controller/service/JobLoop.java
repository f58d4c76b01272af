package io.conttune.controller.service;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.OrderNews;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes the steps of one job's control loop, until it is told to stop. A step that is under way
 * comes to its end first. While a rescale keeps the job down, the loop goes on until the grace time
 * is over. Steps may be taken by one thread after another, never by two at a time.
 *
 * <p>While another controller holds the job's lease, the loop only looks at the job. When the loop
 * loses the lease it starts with a new {@link JobController}, because the other controller may have
 * changed everything that the old one remembers. Of an outage that goes on it keeps the begin.
 */
final class JobLoop {
  private JobTask task;
  private final LoopListener listener;
  private final SteadyClock clock;
  private final StopSignal stop;
  private JobController controller;
  private LeaseStatus right = new LeaseStatus.Alone();
  private Optional<Stopwatch> lastLook = Optional.empty();

  /** Whether the store broke the last step off. */
  private boolean storeFailed;

  private volatile Optional<JobOutage> outage = Optional.empty();

  /** The task that counts from the next step on. */
  private final AtomicReference<Optional<JobTask>> change = new AtomicReference<>(Optional.empty());

  private volatile boolean retired;

  /** Whether a loop that is to end has nothing left to bring to its end. */
  private boolean mayEnd;

  JobLoop(JobTask task, LoopListener listener, SteadyClock clock, StopSignal stop) {
    this.task = task;
    this.listener = listener;
    this.clock = clock;
    this.stop = stop;
    this.controller = task.controllers().get();
  }

  /** The name of the job. */
  String jobName() {
    return task.jobName();
  }

  /** The address of the job's cluster. */
  URI flink() {
    return task.flink();
  }

  /** Whether the loop takes no step any more; {@link #end()} is all that is left to call. */
  boolean isOver() {
    if (retired && mayEnd) {
      return true;
    }
    return rescaleThatKeepsJobDown().isPresent() ? stop.isGraceOver() : stop.isStopped();
  }

  /** The outage that an unfinished rescale of this loop goes on with; safe for any thread. */
  Optional<JobOutage.ByRescale> rescaleThatKeepsJobDown() {
    return outage
        .flatMap(known -> known.match(Optional::of, own -> Optional.<JobOutage.ByRescale>empty()))
        .filter(by -> !by.entry().stage().isFinal());
  }

  /**
   * From the next step on the loop has this task, of the same job. While a command starts the job,
   * the change waits. Safe for any thread.
   */
  void change(JobTask next) {
    change.set(Optional.of(next));
  }

  /** Ends the loop once no rescale of it is unfinished. Safe for any thread. */
  void retire() {
    retired = true;
  }

  /** Whether the loop was told to end for good. */
  boolean isRetired() {
    return retired;
  }

  /** Takes a step; the time until the next one. */
  Duration step() {
    storeFailed = false;
    mayEnd = false;
    try {
      takeChange();
      return claimedOrLost();
    } catch (StoreUnavailableException e) {
      storeFailed = true;
      listener.hear(new LoopNews.StoreFailed(e));
    } catch (Exception e) {
      // The one place where anything is caught: a defect met with one job must not end the others.
      listener.hear(new LoopNews.Defect(e));
    } catch (Error e) {
      // Told with its job, then left to the handler that ends the process: after an Error nothing
      // that this JVM does can be relied on.
      listener.hear(new LoopNews.Defect(e));
      throw e;
    }
    return task.pace().poll();
  }

  private Duration claimedOrLost() {
    try {
      return claimed();
    } catch (LeaseLostException e) {
      forget();
      right = new LeaseStatus.Alone();
      listener.hear(new LoopNews.LeaseLost(e.getMessage()));
      return Duration.ZERO;
    }
  }

  private Duration claimed() {
    LeaseStatus before = right;
    LeaseStatus now = task.lease().claim(() -> controller.isRescaling());
    if (now.equals(before)) {
      return now.match(
          alone -> act(), holding -> act(), handedOver -> standBy(), standingBy -> standBy());
    }
    boolean lost =
        before.match(alone -> false, holding -> true, handedOver -> false, standingBy -> false);
    if (lost) {
      // First: should anything fail here, nothing may be acted on by what is known from before.
      forget();
    }
    right = now;
    listener.hear(new LoopNews.LeaseChanged(before, now));
    return Duration.ZERO;
  }

  private Duration act() {
    if (retired && !controller.isRescaling()) {
      // One more step could begin a rescale of a job that is not this service's any more.
      mayEnd = true;
      return task.pace().poll();
    }
    Stopwatch begun = Stopwatch.start(clock);
    StepOutcome outcome = controller.step();
    outage = controller.outage();
    listener.hear(
        new LoopNews.Stepped(
            outcome,
            begun,
            outage,
            controller.objective(),
            controller.orders(),
            controller.restErrors()));
    return task.pace().after(outcome);
  }

  /**
   * Asks for the lease more often than it looks at the job. All that stand by together look as
   * often as the one that acts, so that more controllers have less to do each.
   */
  private Duration standBy() {
    Duration lookEvery = task.pace().poll().multipliedBy(task.lease().standbys());
    if (lastLook.filter(last -> !last.hasRunFor(lookEvery)).isEmpty()) {
      Stopwatch begun = Stopwatch.start(clock);
      StepOutcome seen = controller.watch();
      listener.hear(
          new LoopNews.Stepped(
              seen,
              begun,
              Optional.empty(),
              Optional.empty(),
              OrderNews.NONE,
              controller.restErrors()));
      lastLook = Optional.of(begun);
    }
    mayEnd = true;
    return task.claimEvery();
  }

  /**
   * A change waits for the end of a command that starts the job: a new controller would not know
   * the command, and would wait for as long as it may take. Where the cluster does not answer, no
   * end of the command would be seen.
   */
  private void takeChange() {
    if (change.get().isPresent() && (isUnreachable() || !controller.isLaunchingByCommand())) {
      change.getAndSet(Optional.empty()).ifPresent(this::take);
    }
  }

  private boolean isUnreachable() {
    return rescaleThatKeepsJobDown().flatMap(JobOutage.ByRescale::obstacle).isPresent();
  }

  private void take(JobTask next) {
    beginAnew(next);
    task = next;
    listener.hear(new LoopNews.SettingsTaken(next.flink()));
  }

  private void forget() {
    beginAnew(task);
    outage = Optional.empty();
  }

  /** What the former controller knew of an outage stays known; the journal tells the rest. */
  private void beginAnew(JobTask next) {
    Optional<JobOutage> known = controller.outage();
    JobController anew = next.controllers().get();
    anew.goOnFrom(known);
    controller.giveUp();
    controller = anew;
    lastLook = Optional.empty();
  }

  /** Gives up what the loop holds. */
  void end() {
    controller.giveUp();
    if (storeFailed) {
      // The store failed a moment ago. Waiting for it again would delay the stop of the service;
      // the lease expires by itself.
      return;
    }
    try {
      task.lease().release();
    } catch (StoreUnavailableException e) {
      // It expires.
      listener.hear(new LoopNews.StoreFailed(e));
    }
  }
}
