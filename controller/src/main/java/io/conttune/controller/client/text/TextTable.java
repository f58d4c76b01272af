package io.conttune.controller.client.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of text in columns, two spaces apart. A column of numbers stands to the right.
 *
 * @param columns from left to right
 * @param rows each with one text per column
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  public TextTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * A column.
   *
   * @param isNumber whether it stands to the right
   */
  public record Column(String title, boolean isNumber) {}

  /** A column of texts. */
  public static Column text(String title) {
    return new Column(title, false);
  }

  /** A column of numbers. */
  public static Column number(String title) {
    return new Column(title, true);
  }

  /** The title line and the rows, without spaces at their ends. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::title).toList());
    all.addAll(rows);
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      widths.add(all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, List<Integer> widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String space = " ".repeat(widths.get(i) - row.get(i).length());
      cells.add(columns.get(i).isNumber() ? space + row.get(i) : row.get(i) + space);
    }
    return cells.stream().collect(Collectors.joining(GAP)).stripTrailing();
  }
}
