package io.conttune.controller.hook;

import io.conttune.controller.config.Secret;
import io.conttune.controller.post.JsonPost;
import io.conttune.controller.post.PostClient;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way to a program of the user's. */
@FunctionalInterface
interface HookCall {
  /** The longest answer in bytes. */
  int LONGEST = 64 * 1024;

  /**
   * Sends a question, and waits for the answer. However it ends, it leaves neither a thread nor a
   * connection behind, nor the program that it has started.
   *
   * @param question one JSON document
   * @param timeout the longest time until the end of the answer, above 0
   * @return the text of the answer
   * @throws IOException if there is no answer in time; the message says why and holds no secret
   * @throws UnclearAnswerException if the answer is too long
   * @throws InterruptedException at once if the thread is interrupted
   */
  String answer(String question, Duration timeout)
      throws IOException, UnclearAnswerException, InterruptedException;

  /** The way to a server, if there is an address, or else to a command. */
  static HookCall to(
      Optional<Secret> url,
      Map<String, Secret> headers,
      List<String> command,
      PostClient client,
      SteadyClock clock) {
    return url.<HookCall>map(server -> new HttpHookCall(new JsonPost(server, headers, client)))
        .orElseGet(() -> new CommandHookCall(command, clock));
  }

  /** The text, unless it is longer than an answer may be. */
  static byte[] checked(byte[] answer) throws UnclearAnswerException {
    if (answer.length > LONGEST) {
      throw new UnclearAnswerException("the answer has more than %d bytes".formatted(LONGEST));
    }
    return answer;
  }
}
