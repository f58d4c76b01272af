package io.conttune.benchmark.demo;

import java.io.PrintWriter;
import java.util.List;

/** Redraws a table in place on a terminal that knows ANSI sequences. */
final class TerminalScreen implements Screen {
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintWriter out;
  private final Size size;
  private final Colours colours;
  private int drawn;

  TerminalScreen(PrintWriter out, Size size, Colours colours) {
    this.out = out;
    this.size = size;
    this.colours = colours;
  }

  /** The characters that a terminal has room for. */
  record Size(int columns, int lines) {}

  /** The use of colours on a terminal. */
  enum Colours {
    SHOWN,
    LEFT_OUT
  }

  @Override
  public void show(Frame frame) {
    erase();
    // The cursor stands below the table; what scrolled out of sight could not be erased.
    List<String> table = frame.table(size.columns()).stream().limit(size.lines() - 1).toList();
    table.forEach(out::println);
    drawn = table.size();
    out.flush();
  }

  @Override
  public void tell(Tone tone, String line) {
    erase();
    drawn = 0;
    for (String part : Wrapping.lines(line, size.columns(), INDENT)) {
      out.println(colours == Colours.SHOWN ? tone.colour(part) : part);
    }
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.printf("\u001b[%dA" + CLEAR_TO_END, drawn);
    }
  }
}
