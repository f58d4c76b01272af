package io.conttune.controller.hook;

import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Asks a program, which reads the question from its input and writes the answer to its output.
 *
 * @param command the program with its arguments
 * @param clock measures how long it takes
 */
record CommandHookCall(List<String> command, SteadyClock clock) implements HookCall {
  /** The time between two looks at what the program has written. */
  private static final Duration LOOK = Duration.ofMillis(20);

  CommandHookCall {
    command = List.copyOf(command);
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String answer(String question, Duration timeout)
      throws IOException, UnclearAnswerException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try {
      // In a thread of its own: it waits for as long as the program neither reads nor ends.
      Thread asking = new Thread(() -> ask(process, question), "plan-hook-question");
      asking.setDaemon(true);
      asking.start();
      byte[] answer = output(process, timeout);
      if (process.exitValue() != 0) {
        throw new IOException("the command has ended with exit code " + process.exitValue());
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

  /**
   * All that the program has written until its end. It is only read once it is there: to wait for
   * more of it could neither be interrupted nor ended, and a program that this one has left behind
   * may hold its output open for ever.
   */
  private byte[] output(Process process, Duration timeout)
      throws IOException, UnclearAnswerException, InterruptedException {
    Stopwatch begun = Stopwatch.start(clock);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    boolean hasEnded = false;
    boolean mayHaveMore = true;
    while (mayHaveMore) {
      if (!hasEnded && begun.hasRunFor(timeout)) {
        throw new IOException("no answer within %s s".formatted(timeout.toMillis() / 1000.0));
      }
      hasEnded = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      byte[] more = read(process.getInputStream());
      answer.writeBytes(more);
      HookCall.checked(answer.toByteArray());
      mayHaveMore = !hasEnded || more.length > 0;
    }
    return answer.toByteArray();
  }

  private static byte[] read(InputStream output) throws IOException {
    return output.readNBytes(Math.min(output.available(), LONGEST + 1));
  }

  /** The program first: it might start another child in the place of one that was killed. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
