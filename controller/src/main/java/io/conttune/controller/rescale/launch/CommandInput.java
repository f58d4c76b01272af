package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The request that a command is given: as JSON, and as variables of its environment. */
final class CommandInput {
  private static final String PREFIX = "CONTTUNE_";

  private CommandInput() {}

  static String json(LaunchRequest request, Launch.Command launch) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("job", request.jobName())
            .put("jobId", request.jobId())
            .put("statePath", request.state().path());
    ObjectNode vertices = json.putObject("vertices");
    Map<String, Integer> byId = new TreeMap<>();
    for (Map.Entry<OperatorId, Integer> vertex : request.parallelism().entrySet()) {
      byId.put(vertex.getKey().value(), vertex.getValue());
    }
    byId.forEach(vertices::put);
    ObjectNode operators = json.putObject("operators");
    new TreeMap<>(launch.parallelismByName()).forEach(operators::put);
    return json.toString();
  }

  static Map<String, String> environment(
      LaunchRequest request, Launch.Command launch, Path requestFile) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.putAll(parallelism(launch));
    variables.put(PREFIX + "REQUEST", requestFile.toString());
    variables.put(PREFIX + "JOB", request.jobName());
    variables.put(PREFIX + "JOB_ID", request.jobId());
    variables.put(PREFIX + "STATE_PATH", request.state().path());
    return variables;
  }

  /** Names that become the same in capitals are left to the JSON. */
  private static Map<String, String> parallelism(Launch.Command launch) {
    Map<String, String> variables = new TreeMap<>();
    TreeSet<String> ambiguous = new TreeSet<>();
    launch
        .parallelismByName()
        .forEach(
            (name, parallelism) -> {
              String capitals = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
              String variable = PREFIX + "PARALLELISM_" + capitals;
              if (variables.put(variable, String.valueOf(parallelism)) != null) {
                ambiguous.add(variable);
              }
            });
    ambiguous.forEach(variables::remove);
    return variables;
  }
}
