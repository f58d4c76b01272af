package io.conttune.collector;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Answers {@code …/subtasks/metrics} the way Flink does: without {@code get} the names, with {@code
 * get} the values, and nothing at all if one of the names asked for is unknown.
 */
final class FakeMetrics implements FakeFlink.CannedReply {
  private final Map<String, String> values = new TreeMap<>();

  /** A metric with this sum and average, as JSON: numbers or {@code "NaN"}. */
  FakeMetrics with(String name, String sum, String average) {
    values.put(name, "{\"id\":\"%s\",\"sum\":%s,\"avg\":%s}".formatted(name, sum, average));
    return this;
  }

  FakeMetrics with(String name, double sum) {
    return with(name, Double.toString(sum), Double.toString(sum / 2));
  }

  /** Metrics that exist, without a value that matters. */
  FakeMetrics with(List<String> names) {
    names.forEach(name -> with(name, 0));
    return this;
  }

  @Override
  public void give(HttpExchange exchange) throws IOException {
    byte[] bytes = answer(exchange.getRequestURI().getRawQuery()).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String answer(String query) {
    if (query == null) {
      return values.keySet().stream()
          .map(name -> "{\"id\":\"" + name + "\"}")
          .collect(Collectors.joining(",", "[", "]"));
    }
    String get = query.replaceFirst(".*get=([^&]*).*", "$1");
    List<String> names =
        Arrays.stream(get.split(",", -1))
            .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
            .toList();
    return values.keySet().containsAll(names)
        ? names.stream().map(values::get).collect(Collectors.joining(",", "[", "]"))
        : "[]";
  }
}
