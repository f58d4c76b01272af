package io.conttune.controller.hook;

import java.io.IOException;

/** One way to a program of the user's. */
@FunctionalInterface
interface HookCall {
  /** The longest answer in bytes. */
  int LONGEST = 64 * 1024;

  /**
   * Sends a question, and waits for the answer until the thread is interrupted.
   *
   * @param question one JSON document
   * @return the text of the answer
   * @throws IOException if there is no answer; the message says why and holds no secret
   */
  String answer(String question) throws IOException, InterruptedException;

  /** The text, unless it is longer than an answer may be. */
  static byte[] checked(byte[] answer) throws IOException {
    if (answer.length > LONGEST) {
      throw new IOException("the answer has more than %d bytes".formatted(LONGEST));
    }
    return answer;
  }
}
