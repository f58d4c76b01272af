package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.rescale.plan.ClusterSettings;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.time.SteadyClock;
import io.conttune.graphbuilder.GraphFiles;
import io.conttune.graphbuilder.GraphReply;
import io.conttune.graphbuilder.GraphRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the graphs of one job. The graph that a planner had built before the stop is the one that
 * is launched after it, if the launch still asks for the same. Whoever has no such graph, as a
 * controller that was started anew, builds it again. Not thread-safe.
 */
final class GraphBuilds {
  /** What Flink shows in the place of a secret. */
  private static final String HIDDEN = "******";

  /** Would change the parallelism behind the back of the graph. */
  private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private final FlinkRest rest;
  private final JarStore copies;
  private final SecretLookup secrets;
  private final SteadyClock clock;
  private final GraphProgram program;
  private final GraphSubmission submission;
  private Optional<Prepared> prepared = Optional.empty();

  /** The prepared graph that would pass on its way to Flink. */
  private Optional<GraphFiles> passing = Optional.empty();

  /** All that a graph depends on. */
  private record Wanted(GraphRequest request, Launch.Client launch) {}

  /** A graph in a process that waits, for a while, for the run that it is for. */
  private record Prepared(Wanted wanted, GraphProcess process, GraphReply reply) {}

  /**
   * The graphs of one job of the cluster that this client reaches.
   *
   * @param copies of the jars that they are built from
   * @param secrets for the arguments and the configuration of a program
   */
  GraphBuilds(
      FlinkRest rest,
      JarStore copies,
      SecretLookup secrets,
      SteadyClock clock,
      GraphProgram program) {
    this.rest = rest;
    this.copies = copies;
    this.secrets = secrets;
    this.clock = clock;
    this.program = program;
    this.submission = new GraphSubmission(rest);
  }

  /**
   * Builds the graph of a launch, waits for it and keeps it for the launch.
   *
   * @throws FlinkUnavailableException if the cluster does not show its settings
   * @throws SecretMissingException if a secret of the launch is not there
   * @throws IOException if no process can be started
   */
  GraphReply prepare(Launch.Client launch, Map<OperatorId, Integer> parallelism)
      throws FlinkUnavailableException, SecretMissingException, IOException {
    SecretFilling filling = new SecretFilling(secrets);
    Wanted wanted = new Wanted(request(launch, parallelism, filling), launch);
    // What its process no longer waits with may be out of date: a program reads more than its jar.
    Optional<Prepared> before =
        prepared.filter(there -> there.wanted().equals(wanted) && there.process().isWaiting());
    if (before.isPresent()) {
      return before.get().reply();
    }
    forget();
    GraphFiles files = directory(launch);
    files.write(wanted.request());
    GraphProcess process = started(files, launch, filling);
    process.await(launch.timeout());
    GraphReply reply = process.reply();
    if (reply.failure().isPresent()) {
      process.leave();
    } else {
      prepared = Optional.of(new Prepared(wanted, process, reply));
    }
    return reply;
  }

  /**
   * Starts to build the graph of a run: from the one that was prepared, or anew.
   *
   * @throws FlinkUnavailableException if the cluster does not show its settings
   * @throws SecretMissingException if a secret of the launch is not there
   * @throws IOException if no process can be started
   */
  GraphProcess start(LaunchRequest launched, Launch.Client launch)
      throws FlinkUnavailableException, SecretMissingException, IOException {
    SecretFilling filling = new SecretFilling(secrets);
    Wanted wanted = new Wanted(request(launch, launched.parallelism(), filling), launch);
    GraphRequest request = wanted.request().forRun(run(launched, launch.program()));
    Optional<Prepared> before = prepared.filter(there -> there.wanted().equals(wanted));
    Optional<GraphProcess> going =
        before.isPresent()
            ? before.get().process().goOn(request, filling, clock)
            : Optional.empty();
    if (going.isPresent()) {
      prepared = Optional.empty();
      return going.get();
    }
    forget();
    GraphFiles files = directory(launch);
    files.write(request);
    return started(files, launch, filling);
  }

  private GraphProcess started(GraphFiles files, Launch.Client launch, SecretFilling filling)
      throws IOException {
    try {
      return new GraphProcess(program.start(files, launch.libraries()), files, filling, clock);
    } catch (IOException e) {
      files.delete();
      throw e;
    }
  }

  /** Why the graph that is prepared would not reach Flink; asked once for each graph. */
  Optional<String> obstacle() {
    Optional<GraphFiles> files = prepared.map(Prepared::process).map(GraphProcess::files);
    if (files.isEmpty() || files.equals(passing)) {
      return Optional.empty();
    }
    Optional<String> obstacle = submission.obstacle(files.get(), prepared.get().reply());
    passing = obstacle.isPresent() ? Optional.empty() : files;
    return obstacle;
  }

  /** Ends the process of the graph that is prepared, which is out of date. */
  void forget() {
    prepared.map(Prepared::process).ifPresent(GraphProcess::leave);
    prepared = Optional.empty();
  }

  private static GraphRequest.Run run(LaunchRequest launched, Launch.Jar jar) {
    return new GraphRequest.Run(
        launched.jobId(),
        launched.state().path(),
        jar.unclaimedState() == Launch.UnclaimedState.DROP);
  }

  /** Files of a temporary directory can only be read by their owner. */
  private GraphFiles directory(Launch.Client launch) throws IOException {
    Launch.JarCopy copy = launch.program().copy().orElseThrow();
    byte[] content =
        copies
            .content(copy)
            .orElseThrow(
                () -> new IOException("the controller's copy of " + copy.fileName() + " is gone"));
    GraphFiles files = new GraphFiles(Files.createTempDirectory("conttune-graph-"));
    Files.write(files.file(copy.fileName()), content);
    return files;
  }

  private GraphRequest request(
      Launch.Client launch, Map<OperatorId, Integer> parallelism, SecretFilling filling)
      throws FlinkUnavailableException, SecretMissingException {
    Launch.Jar jar = launch.program();
    return new GraphRequest(
        new GraphRequest.Program(
            jar.copy().orElseThrow().fileName(),
            jar.entryClass(),
            filled(jar.arguments(), filling),
            configuration(jar, filling),
            jar.parallelism()),
        byId(parallelism),
        byId(launch.maxParallelism()),
        Optional.empty());
  }

  private static List<String> filled(List<String> arguments, SecretFilling filling)
      throws SecretMissingException {
    String[] filled = new String[arguments.size()];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = filling.fill(arguments.get(i));
    }
    return List.of(filled);
  }

  /**
   * The settings of the cluster, as for a jar that the cluster runs, and before them those of the
   * launch.
   */
  private Map<String, String> configuration(Launch.Jar jar, SecretFilling filling)
      throws FlinkUnavailableException, SecretMissingException {
    Map<String, String> all = new HashMap<>(ClusterSettings.of(rest.fetch(ClusterSettings.PATH)));
    all.values().removeIf(HIDDEN::equals);
    all.remove(OVERRIDES);
    for (Map.Entry<String, String> option : jar.configuration().entrySet()) {
      all.put(option.getKey(), filling.fill(option.getValue()));
    }
    return all;
  }

  private static Map<String, Integer> byId(Map<OperatorId, Integer> numbers) {
    Map<String, Integer> result = new HashMap<>();
    numbers.forEach((id, number) -> result.put(id.value(), number));
    return result;
  }
}
