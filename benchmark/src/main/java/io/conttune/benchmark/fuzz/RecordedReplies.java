package io.conttune.benchmark.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.played.PlayedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The answers of real Flinks of thirteen versions, as the tests of the module metrics-collector
 * keep them.
 *
 * @param versions one document each, with the replies by the name of what was asked
 */
record RecordedReplies(List<JsonNode> versions) {
  private static final String JOB = "(\"(?:jid|id)\":\")[0-9a-f]{32}\"";
  private static final List<String> VERSIONS =
      List.of(
          "1.12.7", "1.13.6", "1.14.6", "1.15.4", "1.16.3", "1.17.2", "1.18.1", "1.19.3", "1.20.5",
          "2.0.2", "2.1.3", "2.2.1", "2.3.0");

  /** Those that come with this module. */
  static RecordedReplies load() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    List<JsonNode> versions = new ArrayList<>();
    for (String version : VERSIONS) {
      try (InputStream in =
          RecordedReplies.class.getResourceAsStream("rest-%s.json".formatted(version))) {
        versions.add(mapper.readTree(in));
      }
    }
    return new RecordedReplies(versions);
  }

  /**
   * What some version answered to such a request, with the id of the job that was asked for; empty
   * if none was recorded.
   */
  Optional<String> like(PlayedRequest request, Random random) {
    JsonNode reply = versions.get(random.nextInt(versions.size())).path(name(request.path()));
    String[] parts = request.path().split("/", -1);
    String job = parts.length > 2 ? parts[2] : "";
    return reply.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            job.isEmpty() ? reply.toString() : reply.toString().replaceAll(JOB, "$1" + job + "\""));
  }

  private static String name(String path) {
    if (path.endsWith("/subtasks/metrics")) {
      return "m_values";
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    return switch (path) {
      case "/overview", "/config", "/jobs", "/taskmanagers", "/jars" -> last;
      case "/jobs/overview" -> "jobs_overview";
      default ->
          switch (last) {
            case "checkpoints", "exceptions" -> last;
            case "config" -> "cpconfig";
            case "resource-requirements" -> "rr";
            default -> path.contains("/vertices/") ? "vertex" : "job";
          };
    };
  }
}
