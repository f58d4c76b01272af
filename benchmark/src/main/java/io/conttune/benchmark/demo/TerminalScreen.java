package io.conttune.benchmark.demo;

import java.io.PrintWriter;
import java.util.List;

/** Redraws a table in place on a terminal that knows ANSI sequences. */
final class TerminalScreen implements Screen {
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintWriter out;
  private final int width;
  private int drawn;

  TerminalScreen(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void show(Frame frame) {
    erase();
    List<String> table = frame.table(width);
    table.forEach(out::println);
    drawn = table.size();
    out.flush();
  }

  @Override
  public void tell(String line) {
    erase();
    drawn = 0;
    out.println(line);
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.printf("\u001b[%dA" + CLEAR_TO_END, drawn);
    }
  }
}
