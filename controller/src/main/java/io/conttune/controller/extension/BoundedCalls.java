package io.conttune.controller.extension;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls code of the user's, each call in a thread of its own and for a bounded time. One that does
 * not come back keeps its thread. Until it has come back there is no other call, so that a thousand
 * calls do not keep a thousand threads.
 */
public final class BoundedCalls {
  private static final int LONGEST_TEXT = 1000;

  private final String name;
  private final Duration timeout;
  private Optional<Thread> hanging = Optional.empty();

  /**
   * Calls of the extension with this name.
   *
   * @param timeout the longest time of a call, above 0
   */
  public BoundedCalls(String name, Duration timeout) {
    this.name = name;
    this.timeout = timeout;
  }

  /**
   * The result of this code.
   *
   * @throws ExtensionFailedException if it throws anything, answers null or is not done in time,
   *     and if an earlier call still hangs
   * @throws InterruptedException if this thread is interrupted; the call is given up
   */
  public synchronized <T> T call(Callable<T> code)
      throws ExtensionFailedException, InterruptedException {
    if (hanging.filter(Thread::isAlive).isPresent()) {
      throw new ExtensionFailedException(
          "extension %s still hangs in an earlier call".formatted(name));
    }
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, "extension-" + name);
    thread.setDaemon(true);
    thread.start();
    try {
      T result = task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (result == null) {
        throw new ExtensionFailedException("extension %s has answered null".formatted(name));
      }
      return result;
    } catch (TimeoutException late) {
      hanging = Optional.of(thread);
      throw new ExtensionFailedException(
          "extension %s has not answered within %s s".formatted(name, timeout.toMillis() / 1000.0),
          late);
    } catch (ExecutionException failed) {
      throw new ExtensionFailedException(
          "extension %s has failed (%s)".formatted(name, text(failed.getCause())), failed);
    } catch (InterruptedException e) {
      hanging = Optional.of(thread);
      throw e;
    } finally {
      // Of a call that has ended it does nothing.
      task.cancel(true);
    }
  }

  private static String text(Throwable failure) {
    String text = String.valueOf(failure);
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }
}
