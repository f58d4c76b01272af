package io.conttune.controller.api;

import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.http.Request;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads and checks what stands behind the question mark of a request.
 *
 * @param now the time of the request
 */
record Query(Request request, Instant now) {
  private static final int USUAL_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;

  int limit() throws ProblemException {
    Optional<String> text = request.queried("limit");
    if (text.isEmpty()) {
      return USUAL_LIMIT;
    }
    if (!text.get().matches("\\d{1,4}")
        || Integer.parseInt(text.get()) < 1
        || Integer.parseInt(text.get()) > HIGHEST_LIMIT) {
      throw wrong("limit", text.get(), "a number from 1 to " + HIGHEST_LIMIT);
    }
    return Integer.parseInt(text.get());
  }

  /** What stands there under this name. */
  Optional<String> text(String name) {
    return request.queried(name);
  }

  Instant time(String name, Instant otherwise) throws ProblemException {
    Optional<String> text = request.queried(name);
    try {
      return text.map(Instant::parse).orElse(otherwise);
    } catch (DateTimeParseException wrong) {
      throw wrong(name, text.orElse(""), "a time such as 2026-11-27T03:12:00Z");
    }
  }

  private static ProblemException wrong(String name, String text, String expected) {
    return new ProblemException(
        Problem.of(
            400, "query-wrong", "%s is \"%s\", expected %s".formatted(name, text, expected)));
  }
}
