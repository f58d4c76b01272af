package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A claim that somebody is about to start a command, which cannot be started again under the same
 * id. It is in the journal before the command is started, so that whoever finds it knows that it
 * may run.
 *
 * @param by the claimant's name, told apart from every other controller and from the same one
 *     before it was started anew
 * @param at controller time at which the claim was written; for a person
 * @param runsBefore ids of the runs that the cluster knew then, which no launch after it can have
 *     brought up; empty in a claim of an earlier version, which did not note them
 * @param process the command, once it was started
 */
public record LaunchClaim(
    String by, Instant at, Optional<Set<String>> runsBefore, Optional<CommandProcess> process) {
  public LaunchClaim {
    Require.text("claimant", by);
    Objects.requireNonNull(at, "at");
    runsBefore = runsBefore.map(Set::copyOf);
    Objects.requireNonNull(process, "process");
  }

  /** The same claim, whose command was started. */
  public LaunchClaim with(CommandProcess started) {
    return new LaunchClaim(by, at, runsBefore, Optional.of(started));
  }

  /**
   * A command that was started.
   *
   * @param host that it runs on
   * @param pid of its process there
   * @param startedAt by the host's clock, which tells it from a later process of the same number
   * @param directory on the host, with its request and its output
   */
  public record CommandProcess(String host, long pid, Instant startedAt, String directory) {
    public CommandProcess {
      Require.text("host", host);
      Objects.requireNonNull(startedAt, "startedAt");
      Require.text("directory", directory);
    }
  }
}
