package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkReply;
import java.util.HashMap;
import java.util.Map;

/** Reads the settings of a cluster that its JobManager shows at {@code /jobmanager/config}. */
public final class ClusterSettings {
  /** Where they are shown. */
  public static final String PATH = "/jobmanager/config";

  private ClusterSettings() {}

  /** The values by their keys; what only a job sets is not among them. */
  public static Map<String, String> of(FlinkReply.Answered reply) {
    Map<String, String> settings = new HashMap<>();
    for (JsonNode setting : reply.body()) {
      settings.put(setting.path("key").asText(), setting.path("value").asText());
    }
    return settings;
  }
}
