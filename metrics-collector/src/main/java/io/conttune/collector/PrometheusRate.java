package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The rate of a source that a Prometheus server computes by a query with one result. */
public final class PrometheusRate implements SourceRate {
  private final JsonEndpoint endpoint;
  private final String query;
  private final String server;

  /**
   * The result of this query.
   *
   * @param access exactly one URL, at which the server's path {@code /api/v1/query} begins
   * @param query in PromQL, whose result is a scalar or a vector of one series, in records/s
   * @param connectWithin longest time to connect, above 0
   */
  public PrometheusRate(ClusterAccess access, String query, Duration connectWithin) {
    this.query = Require.text("query", query);
    this.server = access.urls().get(0).toString();
    this.endpoint =
        new JsonEndpoint(
            access,
            "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
            connectWithin);
  }

  @Override
  public RateAnswer ask(Duration within) {
    try {
      return answer(endpoint.get(within));
    } catch (FlinkUnavailableException failure) {
      return new RateAnswer.Missing(failure.getMessage());
    }
  }

  private RateAnswer answer(JsonNode reply) {
    if (!reply.path("status").asText().equals("success")) {
      return missing(
          "failed: "
              + Excerpt.of(
                  reply.path("error").isTextual()
                      ? reply.path("error").textValue()
                      : reply.toString()));
    }
    JsonNode result = reply.path("data").path("result");
    String type = reply.path("data").path("resultType").asText();
    return switch (type) {
      case "scalar" -> sample(result);
      case "vector" -> series(result);
      default ->
          missing(
              "has a result of the type \"%s\", expected one number".formatted(Excerpt.of(type)));
    };
  }

  private RateAnswer series(JsonNode result) {
    return switch (result.size()) {
      case 0 -> missing("has no result: no series matches it now");
      case 1 -> sample(result.path(0).path("value"));
      default ->
          missing("has %d series, expected one; add them up with sum(…)".formatted(result.size()));
    };
  }

  /** A pair of the time of the evaluation and the value as text. */
  private RateAnswer sample(JsonNode pair) {
    String text = pair.path(1).asText();
    double rate;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      return missing("has no number as its value, but \"%s\"".formatted(Excerpt.of(text)));
    }
    return Double.isFinite(rate) && rate >= 0
        ? new RateAnswer.Told(
            new ArrivalRate(
                rate, ArrivalRate.Certainty.MEASURED, "Prometheus at " + server + ", " + query))
        : missing("has the value %s, which is no rate".formatted(Excerpt.of(text)));
  }

  private RateAnswer missing(String what) {
    return new RateAnswer.Missing("the query %s at %s %s".formatted(query, server, what));
  }
}
