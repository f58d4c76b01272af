package io.conttune.controller.http;

import io.conttune.core.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The answer to a request.
 *
 * @param status of HTTP, from 200 to 599
 * @param contentType media type of the body
 * @param headers more headers, by name
 */
public record Reply(int status, String contentType, String body, Map<String, String> headers) {
  /** The media type of plain text. */
  public static final String PLAIN = "text/plain; charset=utf-8";

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  private static final int FINE = 200;

  public Reply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be from 200 to 599, but is " + status);
    }
    Require.text("content type", contentType);
    Objects.requireNonNull(body, "body");
    headers = Map.copyOf(headers);
  }

  /** A reply without headers of its own. */
  public Reply(int status, String contentType, String body) {
    this(status, contentType, body, Map.of());
  }

  /** A line of plain text for people and scripts. */
  public static Reply line(int status, String text) {
    return new Reply(status, PLAIN, text + "\n");
  }

  /** A JSON document, for a request that went well. */
  public static Reply json(String document) {
    return new Reply(FINE, JSON, document);
  }

  /** The same with one more header. */
  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, more);
  }
}
