package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launcher;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import java.util.Optional;

/**
 * The kinds of launches that there are: starts each job of one cluster by the launcher of its kind.
 */
public final class Launchers implements Launcher {
  private final JarLauncher jars;
  private final CommandLauncher commands;

  private Launchers(JarLauncher jars, CommandLauncher commands) {
    this.jars = jars;
    this.commands = commands;
  }

  /**
   * The launchers for the cluster that this client reaches.
   *
   * @param copies of jars, for a cluster that has lost one
   * @param secrets for the arguments and the configuration of a run, and for a command
   * @param claimant an id that no other launcher has, nor this one after a restart
   */
  public static Launchers of(
      FlinkRest rest, JarStore copies, SecretLookup secrets, SteadyClock clock, String claimant) {
    return new Launchers(
        new JarLauncher(rest, copies, secrets),
        new CommandLauncher(rest, secrets, clock, claimant));
  }

  /**
   * The planner of the kind of launch that this configuration wants.
   *
   * @param copies the store of the job's jar, if the controller has its file
   * @param history tells how a run was launched, and what was not honoured
   * @param secrets for a dry run, and to see that those of a command are there
   * @param following tells which vertices follow the parallelism of the job
   */
  public static LaunchPlanner planner(
      LaunchConfig config,
      FlinkRest rest,
      JarStore copies,
      LaunchHistory history,
      SecretLookup secrets,
      FollowingVertices following) {
    return config.match(
        jar -> new JarLaunches(rest, jar, copies, history, secrets, following),
        command -> new CommandLaunches(rest, command, copies, history, secrets));
  }

  /** The jar file from which this configuration launches a job; empty if it is no file of ours. */
  public static Optional<JarOnDisk> jarOnDisk(LaunchConfig config) {
    return config.match(
        jar ->
            jar.jar()
                .match(
                    cluster -> Optional.empty(),
                    file -> Optional.of(new JarFile(file.path())),
                    unnamed -> Optional.empty()),
        command -> Optional.empty());
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    return request
        .launch()
        .match(jar -> jars.submit(request, jar), command -> commands.submit(request, command));
  }
}
