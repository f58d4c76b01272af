package io.conttune.harness;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answers of a proxy. */
final class Reply {
  private static final String JSON = "application/json; charset=UTF-8";

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final int sent;

  /**
   * An answer.
   *
   * @param status of HTTP; 0 to close the connection without a word
   * @param headers besides those that say how long it is
   * @param body of the answer
   * @param sent how many bytes of it are sent before the connection is closed
   */
  private Reply(int status, Map<String, String> headers, byte[] body, int sent) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.sent = sent;
  }

  static Reply whole(int status, byte[] body) {
    return new Reply(status, Map.of("Content-Type", JSON), body, body.length);
  }

  /** An answer of somebody else than Flink, with these headers. */
  static Reply foreign(int status, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, Map.copyOf(headers), bytes, bytes.length);
  }

  static Reply whole(int status, String body) {
    return whole(status, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply cut() {
    return new Reply(0, Map.of(), new byte[0], 0);
  }

  boolean isCut() {
    return status == 0;
  }

  Reply half() {
    return new Reply(status, headers, body, body.length / 2);
  }

  void sendTo(HttpExchange exchange) throws IOException {
    if (isCut()) {
      return;
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, sent);
      exchange.getResponseBody().flush();
    }
  }
}
