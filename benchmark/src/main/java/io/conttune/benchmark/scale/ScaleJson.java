package io.conttune.benchmark.scale;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** Results as one JSON document. */
final class ScaleJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ScaleJson() {}

  static String write(List<ScaleResult> results) {
    ObjectNode top = MAPPER.createObjectNode();
    top.put("processors", Runtime.getRuntime().availableProcessors());
    top.put("jdk", Runtime.version().feature());
    ArrayNode runs = top.putArray("runs");
    results.forEach(result -> write(result, runs.addObject()));
    return top.toPrettyString();
  }

  private static void write(ScaleResult result, ObjectNode node) {
    node.put("jobs", result.load().jobs());
    node.put("clusters", result.load().clusters());
    node.put("operators", result.load().operators());
    node.put("pollSeconds", seconds(result.load().poll()));
    node.put("measuredSeconds", seconds(result.measured()));
    node.put("looks", result.delays().count());
    node.put("delayP50Seconds", rounded(result.delays().seconds(0.5)));
    node.put("delayP99Seconds", rounded(result.delays().seconds(0.99)));
    node.put("delayMaxSeconds", rounded(result.delays().seconds(1)));
    node.put("cores", rounded(result.cores()));
    node.put("threads", result.threads());
    node.put("failedSteps", result.troubles());
    result.heapMiB().ifPresent(heap -> node.put("heapAfterCollectionMiB", rounded(heap)));
    node.put("connectionsPerCluster", result.connections());
    node.put("requestsPerSecond", rounded(result.requestsPerSecond()));
    node.put("startedSeconds", seconds(result.started()));
    result.ready().ifPresent(ready -> node.put("readySeconds", seconds(ready)));
    node.put("stoppedSeconds", seconds(result.stop().after()));
    node.put("exitCode", result.stop().exitCode());
    node.put("machineLoad", rounded(result.machineLoad()));
    node.put("coresOfPlayedClusters", rounded(result.ownCores()));
    node.put("withinBounds", result.isWithinBounds());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
