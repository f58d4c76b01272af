package io.conttune.controller.http;

import io.conttune.core.Require;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path whose segments in braces stand for any text, such as {@code /api/v1/jobs/{job}}.
 *
 * @param text of the template
 */
public record PathTemplate(String text) {
  public PathTemplate {
    Require.text("path", text);
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /, but this one is " + text);
    }
  }

  /**
   * The texts that stand in the place of the segments in braces; empty if this is another path.
   *
   * @param rawPath of a request, with its percent-encoding: a job's name may hold a slash
   */
  Optional<Map<String, String>> match(String rawPath) {
    List<String> expected = segments(text);
    List<String> found = segments(rawPath);
    if (expected.size() != found.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < expected.size(); i++) {
      String segment = expected.get(i);
      if (isParameter(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), decoded(found.get(i)));
      } else if (!segment.equals(found.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** In a path a plus is a plus. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
