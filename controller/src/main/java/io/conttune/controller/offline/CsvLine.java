package io.conttune.controller.offline;

import java.util.ArrayList;
import java.util.List;

/** One line of a CSV file: its fields without surrounding blanks and quotes, and where they are. */
record CsvLine(int number, List<Field> fields, int end) {
  /**
   * A field.
   *
   * @param column from 1, of its first character that is no blank
   */
  record Field(String text, int column) {}

  CsvLine {
    fields = List.copyOf(fields);
  }

  static CsvLine of(int number, String line) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    while (start <= line.length()) {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      fields.add(field(line, start, end));
      start = end + 1;
    }
    return new CsvLine(number, fields, line.length() + 1);
  }

  private static Field field(String line, int from, int to) {
    String raw = line.substring(from, to);
    String text = raw.strip();
    int blanks = text.isEmpty() ? 0 : raw.indexOf(text);
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return new Field(
        quoted ? text.substring(1, text.length() - 1).strip() : text, from + blanks + 1);
  }

  boolean isBlank() {
    return fields.size() == 1 && fields.get(0).text().isEmpty();
  }

  /** The field at an index; one that is not there is empty and stands behind the line's end. */
  Field field(int index) {
    return index < fields.size() ? fields.get(index) : new Field("", end);
  }
}
