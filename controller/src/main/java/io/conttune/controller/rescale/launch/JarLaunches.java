package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkVersion;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJar;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJars;
import io.conttune.controller.rescale.plan.ClusterLifetime;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prepares runs of a jar over REST, and has the cluster build the job's plan with the new arguments
 * without running it.
 */
final class JarLaunches implements LaunchPlanner {
  private static final String TAKES_NO_JARS =
      "the cluster takes no jars over REST (web-submit: false at /config); set web.submit.enable:"
          + " true on this session cluster, or use launch: command";

  private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private final FlinkRest rest;
  private final LaunchConfig.Jar config;
  private final JarFinder jars;
  private final LaunchHistory history;
  private final SecretLookup secrets;

  /**
   * Runs on the cluster that this client reaches.
   *
   * @param copies the store of the jar, if the controller has its file
   * @param history tells with which jar a run was launched
   * @param secrets for the arguments of the dry run
   */
  JarLaunches(
      FlinkRest rest,
      LaunchConfig.Jar config,
      JarStore copies,
      LaunchHistory history,
      SecretLookup secrets) {
    this.rest = rest;
    this.secrets = secrets;
    this.history = history;
    this.jars = new JarFinder(config.jar(), config.newCode(), rest, new ClusterJars(rest, copies));
    this.config = config;
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException {
    if (!ClusterLifetime.takesJars(cluster)) {
      // Such a cluster has no /jars to look at either.
      obstacles.add(ClusterLifetime.obstacle(rest, cluster).orElse(TAKES_NO_JARS));
      return Optional.empty();
    }
    checkLaunchMethod(cluster, obstacles);
    JobGraph graph = job.graph();
    Optional<PlannedJars> found = jars.find(job, history, obstacles);
    Map<OperatorId, Integer> former = graph.parallelism();
    Optional<List<String>> wantedArguments = arguments(graph, wanted, obstacles);
    Optional<List<String>> formerArguments = arguments(graph, former, obstacles);
    if (found.isEmpty() || wantedArguments.isEmpty() || formerArguments.isEmpty()) {
      return Optional.empty();
    }
    PlannedJar wantedJar = found.get().wanted();
    dryRun(wantedJar.id(), wantedArguments.get(), graph, wanted, obstacles);
    return Optional.of(
        new Launches(
            launch(found.get().former(), formerArguments.get(), former),
            launch(wantedJar, wantedArguments.get(), wanted),
            found.get().notes()));
  }

  private void checkLaunchMethod(JsonNode cluster, List<String> obstacles)
      throws FlinkUnavailableException {
    String version = new JsonFields(cluster, "GET /config", "").text("flink-version");
    boolean honoured =
        FlinkVersion.parse(version)
            .filter(parsed -> parsed.isAtLeast(1, 19) && !parsed.isAtLeast(2, 0))
            .isPresent();
    if (config.method() == LaunchMethod.OVERRIDES && !honoured) {
      obstacles.add(
          "launch: overrides is honoured by Flink 1.19 and 1.20 only, this is "
              + version
              + "; use launch: arguments");
    }
  }

  private Optional<List<String>> arguments(
      JobGraph graph, Map<OperatorId, Integer> parallelism, List<String> obstacles) {
    return config
        .arguments()
        .fill(graph, parallelism)
        .match(
            filled -> Optional.of(filled.arguments()),
            unfilled -> {
              unfilled.reasons().forEach(reason -> obstacles.add("rescale.arguments: " + reason));
              return Optional.empty();
            });
  }

  /** Lets the cluster build the job's plan with these arguments without running it. */
  private void dryRun(
      String jar,
      List<String> arguments,
      JobGraph graph,
      Map<OperatorId, Integer> wanted,
      List<String> obstacles)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    config.entryClass().ifPresent(name -> body.put("entryClass", name));
    SecretFilling filling = new SecretFilling(secrets);
    try {
      for (String argument : arguments) {
        body.withArray("programArgsList").add(filling.fill(argument));
      }
    } catch (SecretMissingException missing) {
      obstacles.add("rescale.arguments: a secret " + missing.getMessage());
      return;
    }
    plan(jar, body, filling)
        .<Optional<Map<OperatorId, Integer>>, FlinkUnavailableException>match(
            answered -> Optional.of(planned(answered)),
            refused -> {
              obstacles.add(
                  "the dry run of the new launch failed with " + filling.hide(refused.reason()));
              return Optional.empty();
            })
        .ifPresent(planned -> compare(graph, wanted, planned, obstacles));
  }

  private static Map<OperatorId, Integer> planned(FlinkReply.Answered plan)
      throws FlinkUnavailableException {
    Map<OperatorId, Integer> planned = new LinkedHashMap<>();
    for (JsonFields node : JsonFields.of(plan).object("plan").objects("nodes")) {
      planned.put(new OperatorId(node.text("id")), Math.toIntExact(node.number("parallelism")));
    }
    return planned;
  }

  /** Sends the request. An error may repeat what was sent, so its secrets are hidden. */
  private FlinkReply plan(String jar, ObjectNode body, SecretFilling filling)
      throws FlinkUnavailableException {
    try {
      return rest.send("POST", "/jars/" + jar + "/plan", Optional.of(body));
    } catch (FlinkUnavailableException failure) {
      throw filling.hide(failure);
    }
  }

  private void compare(
      JobGraph graph,
      Map<OperatorId, Integer> wanted,
      Map<OperatorId, Integer> planned,
      List<String> obstacles) {
    if (!planned.keySet().equals(wanted.keySet())) {
      obstacles.add(
          "with the new arguments the job would have the job vertices %s, it runs with %s; give every"
                  .formatted(planned.keySet(), wanted.keySet())
              + " tuned operator a uid and keep arguments from changing its chains");
      return;
    }
    if (config.method() == LaunchMethod.ARGUMENTS && !planned.equals(wanted)) {
      String differences =
          wanted.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(planned.get(entry.getKey())))
              .map(
                  entry ->
                      "%s: %d instead of %d"
                          .formatted(
                              graph.vertex(entry.getKey()).name(),
                              planned.get(entry.getKey()),
                              entry.getValue()))
              .collect(Collectors.joining(", "));
      obstacles.add(
          "the arguments do not set the parallelism that is wanted (%s); rescale.arguments needs a"
                  .formatted(differences)
              + " ${parallelism:<operator>} for every operator that is tuned");
    }
  }

  private Launch launch(
      PlannedJar planned, List<String> arguments, Map<OperatorId, Integer> parallelism) {
    Map<String, String> configuration = new LinkedHashMap<>(config.configuration());
    if (config.method() == LaunchMethod.OVERRIDES) {
      configuration.put(
          OVERRIDES,
          parallelism.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .sorted()
              .collect(Collectors.joining(",")));
    }
    return new Launch.Jar(
        planned.id(),
        planned.copy(),
        config.entryClass(),
        arguments,
        configuration,
        config.nonRestoredState() == NonRestoredState.ALLOW
            ? Launch.UnclaimedState.DROP
            : Launch.UnclaimedState.REFUSE);
  }
}
