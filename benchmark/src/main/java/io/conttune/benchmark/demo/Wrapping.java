package io.conttune.benchmark.demo;

import java.util.ArrayList;
import java.util.List;

/** Breaks long texts into lines. */
final class Wrapping {
  private Wrapping() {}

  /**
   * The lines of a text, broken at spaces where there are some.
   *
   * @param width most characters of a line, above those of the indent
   * @param indent of every line but the first
   */
  static List<String> lines(String text, int width, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > indent.length() ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = indent + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
