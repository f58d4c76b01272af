package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The recorded answers of a real Flink of one version, one field an endpoint. */
record Recording(String version, JsonNode json) {
  static final String SOURCE = "f362c87ffabe89c8a91fa7d0a523ba6c";
  static final String WORK = "674df9b0384c0348e0b9d1034a44c46c";
  static final String AGG = "96eed58e350a66c179f06330f5425345";

  static Recording of(String version) {
    return new Recording(version, resource("rest-" + version));
  }

  /** Errors that a real Flink of this version answered: method, path, status and body of each. */
  static JsonNode errors(String version) {
    return resource("errors-" + version);
  }

  /** The metrics that a vertex with a KafkaSource of six partitions had. */
  static Set<String> kafka(String version) {
    Set<String> names = new HashSet<>();
    resource("kafka-" + version).forEach(metric -> names.add(metric.path("id").textValue()));
    return names;
  }

  private static JsonNode resource(String file) {
    String name = "/flink-rest/" + file + ".json";
    try (InputStream in = Recording.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String jobId() {
    return json.path("job").path("jid").textValue();
  }

  /** A copy of {@code /jobs/:id} to change. */
  ObjectNode job() {
    return json.path("job").deepCopy();
  }

  String metricsPath(String vertex) {
    return "/jobs/" + jobId() + "/vertices/" + vertex + "/subtasks/metrics";
  }

  List<String> names(String field) {
    List<String> names = new ArrayList<>();
    json.path(field).forEach(name -> names.add(name.textValue()));
    return names;
  }

  /** Lays everything down but metrics. */
  void play(FakeFlink flink) {
    flink.answer("/config", json.path("config").toString());
    flink.answer("/overview", json.path("overview").toString());
    flink.answer("/jobs/overview", json.path("jobs_overview").toString());
    flink.answer("/jobs/" + jobId(), json.path("job").toString());
  }
}
