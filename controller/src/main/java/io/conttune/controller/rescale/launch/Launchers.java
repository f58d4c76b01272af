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
 * The kinds of launches that there are: plans them for one job, and starts it by the launcher of
 * its kind.
 */
public final class Launchers implements Launcher {
  private final FlinkRest rest;
  private final JarStore copies;
  private final SecretLookup secrets;
  private final GraphBuilds graphs;
  private final JarLauncher jars;
  private final ClientLauncher clients;
  private final CommandLauncher commands;

  private Launchers(
      FlinkRest rest, JarStore copies, SecretLookup secrets, SteadyClock clock, String claimant) {
    this.rest = rest;
    this.copies = copies;
    this.secrets = secrets;
    this.graphs = new GraphBuilds(rest, copies, secrets, clock, new GraphJvm());
    this.jars = new JarLauncher(rest, copies, secrets);
    this.clients = new ClientLauncher(rest, graphs);
    this.commands = new CommandLauncher(rest, secrets, clock, claimant);
  }

  /**
   * The launchers for the cluster that this client reaches.
   *
   * @param copies of jars: of what a cluster has lost, and of what a job graph is built from
   * @param secrets for the arguments and the configuration of a run, and for a command
   * @param claimant an id that no other launcher has, nor this one after a restart
   */
  public static Launchers of(
      FlinkRest rest, JarStore copies, SecretLookup secrets, SteadyClock clock, String claimant) {
    return new Launchers(rest, copies, secrets, clock, claimant);
  }

  /**
   * The planner of the kind of launch that this configuration wants.
   *
   * @param history tells how a run was launched, and what was not honoured
   * @param following tells which vertices follow the parallelism of the job
   */
  public LaunchPlanner planner(
      LaunchConfig config, LaunchHistory history, FollowingVertices following) {
    return config.match(
        jar ->
            new ChosenLaunches(
                rest,
                jar,
                new JarLaunches(rest, jar, copies, history, secrets, following),
                new ClientLaunches(rest, jar, copies, history, secrets, graphs, following)),
        command -> new CommandLaunches(rest, command, copies, history, secrets),
        own -> new CommandLaunches(rest, LauncherProgram.command(own), copies, history, secrets),
        deployment -> new NoLaunches());
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
        command -> Optional.empty(),
        own -> Optional.empty(),
        deployment -> Optional.empty());
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    return request
        .launch()
        .match(
            jar -> jars.submit(request, jar),
            client -> clients.submit(request, client),
            command -> commands.submit(request, command));
  }
}
