package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJar;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJars;
import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.controller.rescale.plan.ClusterLifetime;
import io.conttune.controller.rescale.plan.ClusterSettings;
import io.conttune.controller.rescale.plan.JarLaunchChoice;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.graphbuilder.GraphReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prepares launches by a job graph, and has the graph of the new launch built while the job still
 * runs. Nothing is started or kept on the cluster for that.
 */
final class ClientLaunches implements LaunchPlanner {
  private static final String NOT_TAKEN =
      "launch: client sends the job graph by POST /jobs, which does not reach Flink: %s; let such"
          + " requests of the controller through";

  private static final String HIDDEN_SETTINGS =
      "launch: client builds the job graph with the settings of the cluster, but %s is refused with"
          + " %s; let the controller read it";

  private final FlinkRest rest;
  private final JarLaunchConfig config;
  private final JarFinder jars;
  private final FormerLaunch formerLaunch;
  private final LaunchHistory history;
  private final GraphBuilds graphs;
  private final FollowingVertices following;

  /**
   * Launches on the cluster that this client reaches.
   *
   * @param copies the store of the jar
   * @param history tells how a run was launched, and what was not honoured
   * @param following tells the parallelism that the job was started with
   */
  ClientLaunches(
      FlinkRest rest,
      JarLaunchConfig config,
      JarStore copies,
      LaunchHistory history,
      SecretLookup secrets,
      GraphBuilds graphs,
      FollowingVertices following) {
    this.rest = rest;
    this.config = config;
    this.jars = new JarFinder(config.jar(), config.newCode(), rest, new KeptJars(copies));
    this.formerLaunch = new FormerLaunch(history, new ClusterJars(rest, copies), secrets);
    this.history = history;
    this.graphs = graphs;
    this.following = following;
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException {
    Optional<String> ends = ClusterLifetime.obstacle(rest, cluster);
    if (ends.isPresent()) {
      obstacles.add(ends.get());
      return Optional.empty();
    }
    String version = new JsonFields(cluster, "GET /config", "").text(JarLaunches.VERSION);
    JarLaunchChoice choice = JarLaunchChoice.of(config, version);
    ConfiguredJar launches = new ConfiguredJar(choice.launch());
    JobGraph graph = job.graph();
    FlinkLibraries.obstacle(libraries()).ifPresent(obstacles::add);
    hiddenSettings().ifPresent(obstacles::add);
    Optional<PlannedJars> found = jars.find(job, history, obstacles);
    List<String> faults = launches.faults(graph);
    obstacles.addAll(faults);
    if (found.isEmpty() || !faults.isEmpty()) {
      return Optional.empty();
    }
    JobNumber number = JobNumber.of(choice.launch(), job, following);
    Launch.Client launch = launch(launches, found.get().wanted(), graph, wanted, number);
    history
        .notHonoured(job, then -> launch(launches, found.get().wanted(), graph, then, number))
        .findFirst()
        .map(failed -> LaunchHistory.refusal(failed, graph, JarLaunches.REMEDY))
        .ifPresent(obstacles::add);
    if (obstacles.isEmpty()) {
      // It takes seconds of a processor, which a plan that fails anyway is not worth.
      against(launch, version, wanted).ifPresent(obstacles::add);
    }
    Optional<Launch> former =
        formerLaunch.of(job, JarSubmission.of(cluster)).map(this::byTheLibrariesOfNow);
    return Optional.of(
        new Launches(
            former.isPresent()
                ? former.get()
                : launch(launches, found.get().former(), graph, graph.parallelism(), number),
            launch,
            choice.notes(config, found.get().notes())));
  }

  @Override
  public Optional<Launches> configured(
      RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph)
      throws FlinkUnavailableException {
    ConfiguredJar launches = new ConfiguredJar(config);
    // A graph is built from a copy of the jar, which a run from an uploaded jar may not have left.
    Optional<PlannedJar> former =
        jars.forCorrected(rescaling.formerLaunch()).filter(jar -> jar.copy().isPresent());
    Optional<PlannedJar> wanted =
        jars.forCorrected(rescaling.wantedLaunch()).filter(jar -> jar.copy().isPresent());
    Optional<PlannedJar> any = former.or(() -> wanted);
    if (!launches.faults(graph).isEmpty() || any.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Launches(
            client(
                launches.launch(
                    any.get(),
                    graph,
                    rescale.former(),
                    JobNumber.as(config, rescaling.formerLaunch(), rescale.former())),
                graph),
            client(
                launches.launch(
                    wanted.or(() -> former).get(),
                    graph,
                    rescale.wanted(),
                    JobNumber.as(config, rescaling.wantedLaunch(), rescale.wanted())),
                graph),
            List.of()));
  }

  private List<String> libraries() {
    return config.graphs().libraries().stream().map(Path::toString).toList();
  }

  private Optional<String> hiddenSettings() throws FlinkUnavailableException {
    return rest.ask(ClusterSettings.PATH)
        .match(
            answered -> Optional.empty(),
            refused -> Optional.of(HIDDEN_SETTINGS.formatted(refused.origin(), refused.reason())));
  }

  private Launch.Client launch(
      ConfiguredJar launches,
      PlannedJar jar,
      JobGraph graph,
      Map<OperatorId, Integer> parallelism,
      JobNumber number) {
    return client(launches.launch(jar, graph, parallelism, number.in(parallelism)), graph);
  }

  /** The cluster may have become another version since that run was launched. */
  private Launch byTheLibrariesOfNow(Launch launch) {
    return launch.match(
        jar -> jar,
        client ->
            new Launch.Client(
                client.program(), libraries(), client.maxParallelism(), config.graphs().timeout()),
        command -> command);
  }

  private Launch.Client client(Launch.Jar program, JobGraph graph) {
    Map<OperatorId, Integer> most = new LinkedHashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      vertex.maxParallelism().ifPresent(max -> most.put(vertex.id(), max));
    }
    return new Launch.Client(program, libraries(), most, config.graphs().timeout());
  }

  /** Why the graph of this launch is none, or not the one that is wanted. */
  private Optional<String> against(
      Launch.Client launch, String version, Map<OperatorId, Integer> wanted)
      throws FlinkUnavailableException {
    GraphReply reply;
    try {
      reply = graphs.prepare(launch, wanted);
    } catch (SecretMissingException missing) {
      return Optional.of(
          "rescale.arguments and rescale.configuration: a secret " + missing.getMessage());
    } catch (IOException e) {
      return Optional.of("the job graph cannot be built on this machine: " + e.getMessage());
    }
    Optional<String> other = FlinkLibraries.ofAnother(reply.flinkVersion(), version);
    if (other.isPresent()) {
      // They may be mended where they are.
      graphs.forget();
      return other;
    }
    if (reply.failure().isPresent()) {
      return Optional.of(
          "the job graph of the new launch cannot be built: " + reply.failure().get());
    }
    Map<OperatorId, Integer> planned =
        reply.parallelism().entrySet().stream()
            .collect(
                Collectors.toMap(
                    vertex -> new OperatorId(vertex.getKey()), vertex -> vertex.getValue()));
    return planned.equals(wanted)
        ? graphs.obstacle().map(NOT_TAKEN::formatted)
        : Optional.of(JarLaunches.OTHER_VERTICES.formatted(planned.keySet(), wanted.keySet()));
  }
}
