package io.conttune.benchmark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.core.FlinkUnavailableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a cluster answers quickly enough to be tuned by windows of a few seconds: its REST
 * API serves metrics and details from caches.
 */
final class RemoteSettings {
  private static final long MOST_MILLIS = 1000;
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})\\s*(ms)?");

  /** The caches, with Flink's defaults. */
  private static final Map<String, String> DEFAULTS =
      new TreeMap<>(
          Map.of("metrics.fetcher.update-interval", "10000", "web.refresh-interval", "3000"));

  private RemoteSettings() {}

  /** What is in the way of a comparison on that cluster, for its operator. */
  static List<String> obstacles(URI rest) throws FlinkUnavailableException {
    FlinkRest flink = new FlinkRest(List.of(rest), MetricsConfig.DEFAULT.deadline());
    JsonNode settings = flink.get("/jobmanager/config");
    List<String> obstacles = new ArrayList<>();
    DEFAULTS.forEach(
        (key, standard) -> {
          String value = value(settings, key, standard);
          if (!isShort(value)) {
            obstacles.add(
                "command line: --flink: %s has %s: %s, expected at most 1 s; set it to 500 ms"
                    .formatted(rest, key, value));
          }
        });
    return obstacles;
  }

  private static String value(JsonNode settings, String key, String standard) {
    for (JsonNode setting : settings) {
      if (setting.path("key").asText().equals(key)) {
        return setting.path("value").asText();
      }
    }
    return standard;
  }

  private static boolean isShort(String value) {
    Matcher matcher = MILLIS.matcher(value.strip());
    return value.strip().equals("1 s")
        || (matcher.matches() && Long.parseLong(matcher.group(1)) <= MOST_MILLIS);
  }
}
