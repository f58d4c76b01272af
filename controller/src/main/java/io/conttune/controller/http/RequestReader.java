package io.conttune.controller.http;

import com.sun.net.httpserver.HttpExchange;
import io.conttune.controller.http.Admission.Sender;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a client has sent, within limits. */
final class RequestReader {
  /** The longest path with its query, in characters. */
  static final int LONGEST_TARGET = 2048;

  /** The longest body, in bytes. */
  static final int LONGEST_BODY = 64 * 1024;

  private final HttpExchange exchange;

  RequestReader(HttpExchange exchange) {
    this.exchange = exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /**
   * The path with its percent-encoding.
   *
   * @throws ProblemException if it is too long, or encoded wrongly
   */
  String path() throws ProblemException {
    URI target = exchange.getRequestURI();
    if (target.toString().length() > LONGEST_TARGET) {
      throw new ProblemException(
          Problem.of(
              414,
              "target-too-long",
              "the path and its query have %d characters, expected at most %d"
                  .formatted(target.toString().length(), LONGEST_TARGET)));
    }
    return Optional.ofNullable(target.getRawPath()).orElse("");
  }

  Sender sender() {
    return new Sender(
        exchange.getRemoteAddress().getAddress(),
        header("Authorization"),
        header("Host"),
        header("Origin"));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /**
   * The whole request.
   *
   * @throws ProblemException if its body is too long, or no JSON
   * @throws IOException if the client does not send it to its end
   */
  Request request(Router.Found found, Role role) throws ProblemException, IOException {
    Method method = found.route().method();
    return new Request(
        method, path(), found.parameters(), query(), method.mayHaveBody() ? body() : "", role);
  }

  private Map<String, String> query() throws ProblemException {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private String body() throws ProblemException, IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (bytes.length > LONGEST_BODY) {
      throw new ProblemException(
          Problem.of(
              413,
              "body-too-long",
              "the body is too long, expected at most %d bytes".formatted(LONGEST_BODY)));
    }
    if (bytes.length > 0 && !isJson(header("Content-Type").orElse(""))) {
      throw new ProblemException(
          Problem.of(
              415,
              "body-no-json",
              "the body is of the type \"%s\", expected Content-Type: %s"
                  .formatted(header("Content-Type").orElse(""), Reply.JSON)));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean isJson(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(Reply.JSON);
  }
}
