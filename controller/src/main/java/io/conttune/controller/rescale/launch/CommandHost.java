package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.LaunchClaim.CommandProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The machine that a controller runs on, and the commands that a controller before it left. */
final class CommandHost {
  /** Start times are told in different resolutions by different systems. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /** Its name, by which a command is told to run here. */
  String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress().getHostName();
    }
  }

  /**
   * Ends a command whose time is over. Returns true if its process is gone, or belongs to another
   * machine and cannot be seen.
   */
  boolean end(CommandProcess command) {
    Optional<ProcessHandle> process = here(command);
    process.ifPresent(ProcessTree::kill);
    clearAfter(command);
    return process.isEmpty();
  }

  /** Removes what a command of this machine has left, once it has ended. */
  void clearAfter(CommandProcess command) {
    if (!command.host().equals(name())) {
      return;
    }
    Path directory = Path.of(command.directory());
    here(command)
        .ifPresentOrElse(
            process -> CommandFiles.deleteAfter(process, directory),
            () -> CommandFiles.delete(directory));
  }

  private Optional<ProcessHandle> here(CommandProcess command) {
    if (!command.host().equals(name())) {
      return Optional.empty();
    }
    return ProcessHandle.of(command.pid())
        .filter(ProcessHandle::isAlive)
        .filter(process -> isIt(process, command));
  }

  /**
   * Linux tells the start of a process by the time of day, so it is another one after the time of
   * day was set. Where the environment of a process can be read, that tells a command by the
   * directory that was made for it.
   */
  private static boolean isIt(ProcessHandle process, CommandProcess command) {
    Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
    try {
      return Files.readString(environment, StandardCharsets.ISO_8859_1)
          .contains(command.directory());
    } catch (IOException notReadable) {
      return startedAt(process, command.startedAt());
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, expected).abs().compareTo(RESOLUTION) <= 0)
        .isPresent();
  }
}
