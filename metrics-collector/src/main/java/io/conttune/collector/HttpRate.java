package io.conttune.collector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;

/** The rate of a source that an HTTP server tells as a number within JSON. */
public final class HttpRate implements SourceRate {
  private final JsonEndpoint endpoint;
  private final JsonPointer pointer;

  /**
   * The rate at the URL of this server.
   *
   * @param access exactly one URL
   * @param pointer where the number stands (RFC 6901), such as {@code /data/rate}
   * @param connectWithin longest time to connect, above 0
   * @throws IllegalArgumentException if the pointer is none, or points to the whole reply
   */
  public HttpRate(ClusterAccess access, String pointer, Duration connectWithin) {
    this.endpoint = new JsonEndpoint(access, "", connectWithin);
    this.pointer = JsonPointer.compile(checkedPointer(pointer));
  }

  /**
   * The same text, if it is a pointer to a part of a reply.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String checkedPointer(String pointer) {
    if (!pointer.startsWith("/")) {
      throw new IllegalArgumentException(
          "is \"" + pointer + "\", expected a JSON pointer such as /data/rate");
    }
    return pointer;
  }

  @Override
  public RateAnswer ask(Duration within) {
    JsonNode value;
    try {
      value = endpoint.get(within).at(pointer);
    } catch (FlinkUnavailableException failure) {
      return new RateAnswer.Missing(failure.getMessage());
    }
    if (value.isMissingNode()) {
      return missing("has nothing at " + pointer);
    }
    if (!value.isNumber()) {
      return missing(
          "has no number at %s, but %s".formatted(pointer, Excerpt.of(value.toString())));
    }
    double rate = value.doubleValue();
    return Double.isFinite(rate) && rate >= 0
        ? new RateAnswer.Told(new ArrivalRate(rate, ArrivalRate.Certainty.MEASURED, origin()))
        : missing("has no rate at %s, but %s".formatted(pointer, Excerpt.of(value.toString())));
  }

  private RateAnswer missing(String what) {
    return new RateAnswer.Missing("the reply of GET " + endpoint.url() + " " + what);
  }

  private String origin() {
    return endpoint.url() + " " + pointer;
  }
}
