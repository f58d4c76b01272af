package io.conttune.controller.rescale.launch;

import io.conttune.core.secret.SecretFilling;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.graphbuilder.GraphBuilderProgram;
import io.conttune.graphbuilder.GraphFiles;
import io.conttune.graphbuilder.GraphReply;
import io.conttune.graphbuilder.GraphRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that builds a job graph by the Flink of the user. It sends nothing to any cluster, so
 * it can be killed at any time, and it ends when the controller does. Not thread-safe.
 */
final class GraphProcess {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Process process;
  private final GraphFiles files;
  private final SecretFilling filling;
  private final Stopwatch sinceStart;
  private final boolean wasAskedAgain;
  private boolean ranOutOfTime = false;

  /**
   * A process that was just started.
   *
   * @param files of its request
   * @param filling of the request, to hide its secrets
   */
  GraphProcess(Process process, GraphFiles files, SecretFilling filling, SteadyClock clock) {
    this(process, files, filling, clock, false);
  }

  private GraphProcess(
      Process process,
      GraphFiles files,
      SecretFilling filling,
      SteadyClock clock,
      boolean wasAskedAgain) {
    this.wasAskedAgain = wasAskedAgain;
    this.process = process;
    this.files = files;
    this.filling = filling;
    this.sinceStart = Stopwatch.start(clock);
  }

  /** Waits for its reply or its end, and kills it after this time. */
  void await(Duration timeout) {
    try {
      while (!isOver(timeout)) {
        boolean unused = process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      outOfTime();
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has replied or ended. After this time it is killed. */
  boolean isOver(Duration timeout) {
    if (files.hasReply() || !process.isAlive()) {
      return true;
    }
    if (sinceStart.hasRunFor(timeout)) {
      outOfTime();
    }
    return ranOutOfTime;
  }

  /**
   * Has a process that has replied go on with this request; empty if it has ended since.
   *
   * @param again to hide the secrets of the request
   */
  Optional<GraphProcess> goOn(GraphRequest request, SecretFilling again, SteadyClock clock) {
    if (!process.isAlive()) {
      return Optional.empty();
    }
    try {
      files.write(request);
      OutputStream pipe = process.getOutputStream();
      pipe.write('\n');
      pipe.flush();
      return Optional.of(new GraphProcess(process, files, again, clock, true));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Whether it has replied and can go on. */
  boolean isWaiting() {
    return process.isAlive();
  }

  /**
   * Whether it has ended just when it was to go on, and has not seen that. A program may end a
   * process of its first request with the same code, and would do so again.
   */
  boolean hasMissedItsRequest() {
    return wasAskedAgain
        && !process.isAlive()
        && !files.hasReply()
        && process.exitValue() == GraphBuilderProgram.NOT_ASKED_AGAIN;
  }

  private void outOfTime() {
    ranOutOfTime = true;
    kill();
  }

  /** What came out of the process that is over; a failure tells what it has written. */
  GraphReply reply() {
    if (ranOutOfTime) {
      return failed("the process did not end in its time (rescale.graph-timeout)");
    }
    try {
      GraphReply reply = files.reply();
      return new GraphReply(
          reply.flinkVersion(),
          reply.parallelism(),
          reply.jars(),
          reply.failure().map(filling::hide));
    } catch (IOException none) {
      return failed(
          process.isAlive()
              ? "its reply cannot be read"
              : "the process ended with exit code " + process.exitValue());
    }
  }

  private GraphReply failed(String verdict) {
    return new GraphReply(
        "", Map.of(), List.of(), Optional.of(verdict + OutputTail.told(files.output(), filling)));
  }

  GraphFiles files() {
    return files;
  }

  /** Nothing more is asked of it. */
  void leave() {
    kill();
    files.delete();
    if (process.isAlive()) {
      // It may write until it has ended.
      var unused = process.onExit().thenRun(files::delete);
    }
  }

  private void kill() {
    ProcessTree.kill(process);
  }
}
