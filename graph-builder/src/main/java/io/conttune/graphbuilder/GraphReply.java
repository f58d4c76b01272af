package io.conttune.graphbuilder;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The answer to a request: the graph that was built, or why there is none.
 *
 * @param flinkVersion of the class path
 * @param parallelism of every vertex of the graph, by its id; empty if it could not be built
 * @param jars names of the files in the directory that go with the graph
 * @param failure why there is no graph, in the words of who failed
 */
public record GraphReply(
    String flinkVersion,
    Map<String, Integer> parallelism,
    List<String> jars,
    Optional<String> failure) {
  private static final String PARALLELISM = "parallelism.";
  private static final String JAR = "jar.";

  public GraphReply {
    Objects.requireNonNull(flinkVersion, "flinkVersion");
    parallelism = Map.copyOf(parallelism);
    jars = List.copyOf(jars);
    Objects.requireNonNull(failure, "failure");
  }

  static GraphReply failed(String flinkVersion, String why) {
    return new GraphReply(flinkVersion, Map.of(), List.of(), Optional.of(why));
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("flink-version", flinkVersion);
    failure.ifPresent(why -> properties.setProperty("failure", why));
    parallelism.forEach(
        (id, number) -> properties.setProperty(PARALLELISM + id, String.valueOf(number)));
    for (int i = 0; i < jars.size(); i++) {
      properties.setProperty(JAR + i, jars.get(i));
    }
    return properties;
  }

  static GraphReply of(Properties properties) {
    return new GraphReply(
        properties.getProperty("flink-version", ""),
        GraphRequest.numbers(GraphRequest.below(PARALLELISM, properties)),
        List.copyOf(new TreeMap<>(GraphRequest.below(JAR, properties)).values()),
        Optional.ofNullable(properties.getProperty("failure")));
  }
}
