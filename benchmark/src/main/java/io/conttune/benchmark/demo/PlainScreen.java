package io.conttune.benchmark.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Prints plain lines where there is no terminal: what happens at once, how things stand sometimes.
 */
final class PlainScreen implements Screen {
  private final PrintWriter out;
  private final Duration pause;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  PlainScreen(PrintWriter out, Duration pause, InstantSource clock) {
    this.out = out;
    this.pause = pause;
    this.clock = clock;
  }

  @Override
  public void show(Frame frame) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      out.println(frame.line());
      out.flush();
      next = now.plus(pause);
    }
  }

  @Override
  public void tell(Tone tone, String line) {
    out.println(line);
    out.flush();
  }
}
