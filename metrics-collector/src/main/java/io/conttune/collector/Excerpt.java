package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Shortens what Flink says about an error, which may be stack traces of many pages, to one line.
 */
final class Excerpt {
  private static final int LONGEST = 300;

  private Excerpt() {}

  /** The body's {@code errors}, or the body itself; empty if there is none. */
  static String of(JsonNode body) {
    JsonNode errors = body.path("errors");
    if (errors.isArray() && !errors.isEmpty()) {
      StringBuilder all = new StringBuilder();
      errors.forEach(error -> all.append(error.asText()).append(' '));
      return of(all.toString());
    }
    return of(body.isTextual() ? body.textValue() : body.toString());
  }

  /** The beginning of {@code text} without line breaks. */
  static String of(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
