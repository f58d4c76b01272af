package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Seen runs of an earlier version, which did not keep what the jar file held. */
final class EarlierRuns {
  private static final String JAR = "jar";

  private EarlierRuns() {}

  /** The same run, in which nothing is known of the file; the present form is returned as it is. */
  static JsonNode completed(JsonNode run) {
    if (run instanceof ObjectNode earlier && !earlier.has(JAR)) {
      earlier.putNull(JAR);
    }
    return run;
  }
}
