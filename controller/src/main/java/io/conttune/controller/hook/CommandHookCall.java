package io.conttune.controller.hook;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Asks a program, which reads the question from its input and writes the answer to its output.
 *
 * @param command the program with its arguments
 */
record CommandHookCall(List<String> command) implements HookCall {
  CommandHookCall {
    command = List.copyOf(command);
  }

  @Override
  public String answer(String question) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try {
      ask(process, question);
      byte[] answer = process.getInputStream().readNBytes(LONGEST + 1);
      HookCall.checked(answer);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("the command has ended with exit code " + code);
      }
      return new String(answer, StandardCharsets.UTF_8);
    } finally {
      kill(process.toHandle());
    }
  }

  /** A program may answer without reading the question. */
  private static void ask(Process process, String question) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(question.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unread) {
      // Its answer and its exit code tell more.
    }
  }

  private static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
