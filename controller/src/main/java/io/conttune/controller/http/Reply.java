package io.conttune.controller.http;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * The answer to a request.
 *
 * @param status of HTTP, from 200 to 599
 * @param contentType media type of the body
 */
public record Reply(int status, String contentType, String body) {
  /** The media type of plain text. */
  public static final String PLAIN = "text/plain; charset=utf-8";

  public Reply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be from 200 to 599, but is " + status);
    }
    Require.text("content type", contentType);
    Objects.requireNonNull(body, "body");
  }

  /** A line of plain text for people and scripts. */
  public static Reply line(int status, String text) {
    return new Reply(status, PLAIN, text + "\n");
  }
}
