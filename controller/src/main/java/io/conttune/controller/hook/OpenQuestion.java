package io.conttune.controller.hook;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A question that waits for its answer in a thread of its own.
 *
 * @param task asks and waits
 * @param thread of the task
 */
record OpenQuestion(FutureTask<HookAnswer> task, Thread thread) {
  /** The longest time until a program that is asked is ended. */
  private static final Duration END = Duration.ofSeconds(1);

  /** Asks from now on. */
  static OpenQuestion begun(Callable<HookAnswer> asking) {
    FutureTask<HookAnswer> task = new FutureTask<>(asking);
    Thread thread = new Thread(task, "plan-hook");
    thread.setDaemon(true);
    thread.start();
    return new OpenQuestion(task, thread);
  }

  boolean hasEnded() {
    return task.isDone();
  }

  /** The answer; empty if this thread is interrupted before there is one. */
  Optional<HookAnswer> answer() {
    try {
      return Optional.of(task.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a plan-hook could not be asked", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Waits no longer for the answer. A command that was to give it is ended. */
  void giveUp() {
    task.cancel(true);
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
