package io.conttune.benchmark.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Prints plain lines where nothing can be redrawn: what happens at once, how things stand
 * sometimes.
 */
final class PlainScreen implements Screen {
  /** The width of what is no terminal: lines of a file or a pipe are not broken. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private final PrintWriter out;
  private final int columns;
  private final Duration pause;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  PlainScreen(PrintWriter out, int columns, Duration pause, InstantSource clock) {
    this.out = out;
    this.columns = columns;
    this.pause = pause;
    this.clock = clock;
  }

  @Override
  public void show(Frame frame) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      print(frame.line());
      next = now.plus(pause);
    }
  }

  @Override
  public void tell(Tone tone, String line) {
    print(line);
  }

  private void print(String line) {
    Wrapping.lines(line, columns, INDENT).forEach(out::println);
    out.flush();
  }
}
