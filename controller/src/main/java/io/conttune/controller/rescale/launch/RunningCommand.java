package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim.CommandProcess;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A command that this controller has started. Not thread-safe. */
final class RunningCommand {
  private final Process process;
  private final CommandFiles files;
  private final CommandProcess description;
  private final SecretFilling filling;
  private final Stopwatch sinceStart;
  private boolean ranOutOfTime = false;

  private RunningCommand(
      Process process,
      CommandFiles files,
      CommandProcess description,
      SecretFilling filling,
      Stopwatch sinceStart) {
    this.process = process;
    this.files = files;
    this.description = description;
    this.filling = filling;
    this.sinceStart = sinceStart;
  }

  /**
   * Starts the command with its secrets, which neither the journal nor a message about it has.
   *
   * @param filling of this command alone
   * @throws SecretMissingException if a secret is not there; nothing was started
   */
  static RunningCommand start(
      LaunchRequest request,
      Launch.Command launch,
      SecretFilling filling,
      String host,
      SteadyClock clock)
      throws IOException, SecretMissingException {
    List<String> words = new ArrayList<>();
    for (String word : launch.command()) {
      words.add(filling.fill(word));
    }
    CommandFiles files = CommandFiles.create(request, launch);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(files.request().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(files.output().toFile()));
    builder.environment().putAll(CommandInput.environment(request, launch, files.request()));
    try {
      Process process = builder.start();
      Instant startedAt = process.info().startInstant().orElse(clock.instant());
      CommandProcess description =
          new CommandProcess(host, process.pid(), startedAt, files.directory().toString());
      return new RunningCommand(process, files, description, filling, Stopwatch.start(clock));
    } catch (IOException e) {
      CommandFiles.delete(files.directory());
      throw e;
    }
  }

  CommandProcess process() {
    return description;
  }

  /** Whether it was started at least this long ago. */
  boolean hadItsTime(Duration timeout) {
    return sinceStart.hasRunFor(timeout);
  }

  /** Whether the command has ended. After this time it is killed first. */
  boolean isOver(Duration timeout) {
    if (process.isAlive() && hadItsTime(timeout)) {
      ranOutOfTime = true;
      ProcessTree.kill(process);
    }
    return !process.isAlive();
  }

  boolean succeeded() {
    return !ranOutOfTime && process.exitValue() == 0;
  }

  /** The end of the command in words, for a person. */
  String verdict() {
    return ranOutOfTime
        ? "the command did not end in its time"
        : "the command ended with exit code " + process.exitValue();
  }

  /** The end of what it wrote, in which it may have repeated its secrets. */
  String lastLines() {
    return OutputTail.told(files.output(), filling);
  }

  /** Nothing more is asked of it; what it leaves is removed when it has ended. */
  void leave() {
    CommandFiles.deleteAfter(process.toHandle(), files.directory());
  }
}
