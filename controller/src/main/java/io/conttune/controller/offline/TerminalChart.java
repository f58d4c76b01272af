package io.conttune.controller.offline;

import io.conttune.gp.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The curve in characters, for a terminal of any kind: {@code o} an observed mean, {@code *} the
 * model's mean, {@code -} the rate, {@code ^} the parallelism recommended.
 */
final class TerminalChart {
  private static final int ROWS = 14;
  private static final int MOST_COLUMNS = 72;
  private static final int LABEL = 8;

  private final Recommendation found;
  private final int largest;
  private final int columns;
  private final double top;
  private final char[][] cells;

  private TerminalChart(Recommendation found) {
    this.found = found;
    largest = Math.max(2, Math.max(found.question().largest(), found.parallelism()));
    columns = Math.min(MOST_COLUMNS, largest * Math.max(1, MOST_COLUMNS / largest));
    cells = new char[ROWS][columns];
    top = top();
  }

  static List<String> lines(Recommendation recommendation) {
    TerminalChart chart = new TerminalChart(recommendation);
    chart.draw();
    List<String> lines = new ArrayList<>();
    for (int row = ROWS - 1; row >= 0; row--) {
      lines.add(chart.label(row) + "|" + new String(chart.cells[row]).stripTrailing());
    }
    lines.add(" ".repeat(LABEL) + "+" + chart.axis());
    lines.add(" ".repeat(LABEL) + " " + chart.ticks());
    String mark = recommendation.suffices() ? "recommended" : "the largest, does not suffice";
    lines.add(" ".repeat(LABEL) + " o observed  * model  - rate  ^ " + mark);
    return lines;
  }

  private double top() {
    double highest = found.question().rate();
    for (Point point : found.model().points()) {
      highest = Math.max(highest, point.processingAbility());
    }
    for (int column = 0; column < columns; column++) {
      highest = Math.max(highest, found.model().mean(parallelism(column)));
    }
    return highest;
  }

  private void draw() {
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    Arrays.fill(cells[row(found.question().rate())], '-');
    for (int column = 0; column < columns; column++) {
      cells[row(found.model().mean(parallelism(column)))][column] = '*';
    }
    for (Point point : found.model().points()) {
      if (point.parallelism() <= largest) {
        cells[row(point.processingAbility())][column(point.parallelism())] = 'o';
      }
    }
  }

  private int row(double value) {
    return (int) Math.max(0, Math.min(ROWS - 1, Math.round(value / top * (ROWS - 1))));
  }

  private int parallelism(int column) {
    return (int) Math.round(1 + (double) column * (largest - 1) / (columns - 1));
  }

  private int column(int parallelism) {
    return (int) Math.round((double) (parallelism - 1) * (columns - 1) / (largest - 1));
  }

  private String label(int row) {
    double rate = found.question().rate();
    String text =
        row == row(rate)
            ? RateText.text(rate)
            : row == ROWS - 1 ? RateText.text(top) : row == 0 ? "0" : "";
    return " ".repeat(Math.max(0, LABEL - 1 - text.length())) + text + " ";
  }

  private String axis() {
    char[] axis = "-".repeat(columns).toCharArray();
    axis[column(found.parallelism())] = '^';
    return new String(axis);
  }

  private String ticks() {
    StringBuilder ticks = new StringBuilder(" ".repeat(columns + LABEL));
    put(ticks, 0, "1");
    put(ticks, column(largest), String.valueOf(largest));
    put(ticks, column(found.parallelism()), String.valueOf(found.parallelism()));
    return ticks.toString().stripTrailing();
  }

  /** Later texts win over earlier ones that they would touch. */
  private static void put(StringBuilder line, int column, String text) {
    line.replace(column, column + text.length(), text);
  }
}
