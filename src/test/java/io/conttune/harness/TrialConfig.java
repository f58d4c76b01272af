package io.conttune.harness;

import io.conttune.system.StartByCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of a trial's controller, written as a user would: in YAML.
 *
 * @param route what becomes of the new parallelism
 * @param arguments more ones of the program
 * @param rescale keys of the section rescale, over those that every trial has
 * @param load of the job
 * @param former parallelism of the count
 * @param wanted parallelism of the count
 * @param store as the service's file has it
 */
record TrialConfig(
    Route route,
    Map<String, String> arguments,
    Map<String, String> rescale,
    Load load,
    int former,
    int wanted,
    String store) {
  private static final String OWN_STORE = "data/conttune";

  static TrialConfig of(Route route) {
    return new TrialConfig(
        route, Map.of(), Map.of(), Load.LIGHT, Route.FORMER, route.wanted(), OWN_STORE);
  }

  TrialConfig withArgument(String name, String value) {
    return new TrialConfig(
        route, with(arguments, name, value), rescale, load, former, wanted, store);
  }

  TrialConfig withRescale(String key, String value) {
    return new TrialConfig(
        route, arguments, with(rescale, key, value), load, former, wanted, store);
  }

  TrialConfig with(Load other) {
    return new TrialConfig(route, arguments, rescale, other, former, wanted, store);
  }

  TrialConfig from(int otherFormer, int otherWanted) {
    return new TrialConfig(route, arguments, rescale, load, otherFormer, otherWanted, store);
  }

  /** With a store that other controllers may share. */
  TrialConfig in(String otherStore) {
    return new TrialConfig(route, arguments, rescale, load, former, wanted, otherStore);
  }

  /** What kind of rescale it is. */
  String kind() {
    return rescale.containsKey("in-place")
        ? "in place"
        : rescale.getOrDefault("capture", "savepoint")
            + " + "
            + rescale.getOrDefault("launch", "arguments");
  }

  boolean takesSavepoint() {
    return kind().startsWith("savepoint");
  }

  private static String quoted(List<String> arguments) {
    return arguments.stream()
        .map(argument -> "\"" + argument + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  void write(Path directory, AuditedRun job, URI flink, Path savepoints, AuditedCluster cluster)
      throws IOException {
    Files.writeString(directory.resolve("conttune.yaml"), "store: " + store + "\njobs: jobs\n");
    Path jobs = Files.createDirectories(directory.resolve("jobs"));
    Files.writeString(jobs.resolve("job.yaml"), yaml(job, flink, savepoints, cluster));
  }

  /** Mode recommend: after the one rescale that is wished for the controller decides nothing. */
  private String yaml(AuditedRun job, URI flink, Path savepoints, AuditedCluster cluster) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("capture", "savepoint");
    keys.put("savepoint-directory", savepoints.toUri().toString());
    keys.put("poll", "200ms");
    keys.put("start-timeout", route == Route.NOT_UP ? "4s" : "60s");
    keys.put("settle", "500ms");
    keys.put("retry", "200ms");
    keys.putAll(launch(job, cluster));
    keys.putAll(rescale);
    String section =
        keys.entrySet().stream()
            .map(key -> "  " + key.getKey() + ": " + key.getValue() + "\n")
            .collect(Collectors.joining());
    return """
        job: %s
        sinks: transactional
        flink: [%s]
        mode: recommend
        metrics: {poll: 500ms, window: 10s, warm-up: 1s, source: counters, deadline: 3s}
        parallelism: {slots: %s}
        rescale:
        %s"""
        .formatted(job.name(), flink, route.slots(), section);
  }

  private Map<String, String> launch(AuditedRun job, AuditedCluster cluster) {
    return switch (rescale.getOrDefault("launch", "arguments")) {
      case "command" -> Map.of("command", quoted(command(job, cluster)));
      case "overrides" ->
          Map.of("jar", AuditedJar.FILE_NAME, "arguments", quoted(job.arguments(former)));
      case "client" ->
          Map.of(
              "jar-file",
              cluster.jar().toAbsolutePath().toString(),
              "flink-libraries",
              quoted(cluster.release().classPath().stream().map(Path::toString).toList()),
              "arguments",
              quoted(job.arguments(former)));
      default ->
          Map.of(
              "launch",
              "arguments",
              "jar",
              AuditedJar.FILE_NAME,
              "arguments",
              quoted(job.template()));
    };
  }

  /** It asks the cluster itself: what stands between that and the controller does not stop it. */
  private static List<String> command(AuditedRun job, AuditedCluster cluster) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StartByCommand.class.getName());
    command.addAll(List.of(cluster.flink().restAddress().toString(), cluster.jarId(), "0"));
    command.addAll(job.arguments("1", "COUNT"));
    return command;
  }
}
