package io.conttune.controller.rescale.launch;

import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJar;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Makes the launches of a job's jar from its configuration and a parallelism of its vertices. */
final class ConfiguredJar {
  private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private final JarLaunchConfig config;

  ConfiguredJar(JarLaunchConfig config) {
    this.config = config;
  }

  /** What keeps the arguments from being filled in for this job, a sentence each. */
  List<String> faults(JobGraph graph) {
    return config
        .arguments()
        .fill(graph, graph.parallelism(), OptionalInt.empty())
        .match(
            filled -> List.of(),
            unfilled ->
                unfilled.reasons().stream().map(reason -> "rescale.arguments: " + reason).toList());
  }

  /**
   * The launch of a job without {@link #faults}.
   *
   * @param parallelism of every vertex
   * @param ofJob the parallelism of the operators to which the program gives none; empty for the
   *     cluster's
   */
  Launch.Jar launch(
      PlannedJar jar, JobGraph graph, Map<OperatorId, Integer> parallelism, OptionalInt ofJob) {
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
        jar.id(),
        jar.copy(),
        config.entryClass(),
        config
            .arguments()
            .fill(graph, parallelism, ofJob)
            .match(
                filled -> filled.arguments(),
                unfilled -> {
                  throw new IllegalArgumentException(String.join("; ", unfilled.reasons()));
                }),
        configuration,
        ofJob,
        config.nonRestoredState() == NonRestoredState.ALLOW
            ? Launch.UnclaimedState.DROP
            : Launch.UnclaimedState.REFUSE);
  }
}
