package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Seen runs of an earlier version, which kept neither what the jar file held nor an end. */
final class EarlierRuns {
  private static final List<String> ADDED = List.of("jar", "end");

  private EarlierRuns() {}

  /** The same run, of which nothing is known of these; the present form is returned as it is. */
  static JsonNode completed(JsonNode run) {
    if (run instanceof ObjectNode earlier) {
      ADDED.stream().filter(added -> !earlier.has(added)).forEach(earlier::putNull);
    }
    return run;
  }
}
