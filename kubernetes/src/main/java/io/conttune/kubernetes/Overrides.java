package io.conttune.kubernetes;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.OperatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes parallelism overrides in Flink's form of a map: {@code vertex:2,other:4}. */
final class Overrides {
  static final String KEY = "pipeline.jobvertex-parallelism-overrides";

  private Overrides() {}

  /** The overrides of this text; empty if it is malformed. */
  static Optional<Map<OperatorId, Integer>> parse(String text) {
    Map<OperatorId, Integer> overrides = new LinkedHashMap<>();
    for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = entry.strip().split(":", -1);
      if (parts.length != 2
          || parts[0].isBlank()
          || !parts[1].strip().matches("[1-9][0-9]{0,5}")
          || overrides.put(new OperatorId(parts[0].strip()), Integer.valueOf(parts[1].strip()))
              != null) {
        return Optional.empty();
      }
    }
    return Optional.of(overrides);
  }

  /** In the order of the ids, so that the same overrides are the same text. */
  static String write(Map<OperatorId, Integer> overrides) {
    return new TreeMap<>(overrides)
        .entrySet().stream()
            .map(override -> override.getKey().value() + ":" + override.getValue())
            .collect(joining(","));
  }
}
