package io.conttune.harness;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a proxy answers. */
final class Reply {
  private final int status;
  private final byte[] body;
  private final int sent;

  /**
   * An answer.
   *
   * @param status of HTTP; 0 to close the connection without a word
   * @param body of the answer
   * @param sent how many bytes of it are sent before the connection is closed
   */
  private Reply(int status, byte[] body, int sent) {
    this.status = status;
    this.body = body;
    this.sent = sent;
  }

  static Reply whole(int status, byte[] body) {
    return new Reply(status, body, body.length);
  }

  static Reply whole(int status, String body) {
    return whole(status, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply cut() {
    return new Reply(0, new byte[0], 0);
  }

  boolean isCut() {
    return status == 0;
  }

  Reply half() {
    return new Reply(status, body, body.length / 2);
  }

  void sendTo(HttpExchange exchange) throws IOException {
    if (isCut()) {
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, sent);
      exchange.getResponseBody().flush();
    }
  }
}
