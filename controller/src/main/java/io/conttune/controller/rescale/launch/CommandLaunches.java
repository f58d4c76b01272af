package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prepares runs of the user's command, of which only the command knows what they need. */
final class CommandLaunches implements LaunchPlanner {
  private final LaunchConfig.Command config;

  CommandLaunches(LaunchConfig.Command config) {
    this.config = config;
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobGraph graph, Map<OperatorId, Integer> wanted, List<String> obstacles) {
    return Optional.of(new Launches(launch(graph), launch(graph.withParallelism(wanted))));
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
