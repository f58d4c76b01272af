package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.rescale.plan.ClusterLifetime;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Launch;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prepares runs of the user's command. What they need only the command knows; that its program is
 * there, and that the cluster outlives the job, is checked here.
 */
final class CommandLaunches implements LaunchPlanner {
  private static final String SEARCH_PATH = "PATH";

  /** Where a system looks for programs if nothing is set. */
  private static final String DEFAULT_SEARCH_PATH = "/usr/bin:/bin";

  private final FlinkRest rest;
  private final LaunchConfig.Command config;
  private final SecretLookup secrets;

  /**
   * Runs on the cluster that this client reaches.
   *
   * @param secrets of the command, which are there before the job is stopped
   */
  CommandLaunches(FlinkRest rest, LaunchConfig.Command config, SecretLookup secrets) {
    this.rest = rest;
    this.config = config;
    this.secrets = secrets;
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
    commandObstacle().ifPresent(obstacles::add);
    JobGraph graph = job.graph();
    return Optional.of(
        new Launches(launch(graph), launch(graph.withParallelism(wanted)), List.of()));
  }

  private Optional<String> commandObstacle() {
    SecretFilling filling = new SecretFilling(secrets);
    List<String> words = new ArrayList<>();
    try {
      for (String word : config.command()) {
        words.add(filling.fill(word));
      }
    } catch (SecretMissingException missing) {
      return Optional.of("rescale.command: a secret " + missing.getMessage());
    }
    String searchPath = System.getenv().getOrDefault(SEARCH_PATH, DEFAULT_SEARCH_PATH);
    return CommandProgram.obstacle(words.get(0), searchPath).map(filling::hide);
  }

  private Launch launch(JobGraph graph) {
    return new Launch.Command(config.command(), config.timeout(), parallelismByName(graph));
  }

  private static Map<String, Integer> parallelismByName(JobGraph graph) {
    Map<String, Integer> result = new TreeMap<>();
    TreeSet<String> ambiguous = new TreeSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (String name : vertex.operators()) {
        if (result.put(name, vertex.parallelism()) != null) {
          ambiguous.add(name);
        }
      }
    }
    ambiguous.forEach(result::remove);
    return result;
  }
}
