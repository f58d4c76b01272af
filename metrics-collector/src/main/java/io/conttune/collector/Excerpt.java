package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.PrintableText;

/**
 * Shortens what a cluster says, which may be stack traces or pages of many lines, to one line that
 * is safe to print.
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
    return of(text, LONGEST);
  }

  /** At most {@code longest} characters of {@code text}, without line breaks. */
  static String of(String text, int longest) {
    String begin = text.strip();
    // Cut twice: white space is sought only where the excerpt can come from.
    String line = begin.substring(0, Math.min(begin.length(), 10 * longest));
    String printable = PrintableText.of(line.replaceAll("\\s+", " "));
    return printable.length() <= longest ? printable : printable.substring(0, longest) + "…";
  }
}
