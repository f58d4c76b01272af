package io.conttune.controller.hook;

import io.conttune.controller.post.JsonPost;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a server.
 *
 * @param server is sent the question
 */
record HttpHookCall(JsonPost server) implements HookCall {
  HttpHookCall {
    Objects.requireNonNull(server, "server");
  }

  @Override
  public String answer(String question, Duration timeout)
      throws IOException, InterruptedException, UnclearAnswerException {
    HttpResponse<byte[]> response =
        server.send(question, timeout, any -> new ShortBody(LONGEST + 1));
    if (response.statusCode() / 100 != 2) {
      throw new IOException("the answer has the status " + response.statusCode());
    }
    return new String(HookCall.checked(response.body()), StandardCharsets.UTF_8);
  }
}
