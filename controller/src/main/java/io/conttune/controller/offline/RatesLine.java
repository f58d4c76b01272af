package io.conttune.controller.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One line of a rates file: its fields without surrounding blanks, and where they are. It is no
 * CSV, because the name of an operator is written as it is, with commas and quotes of its own.
 */
record RatesLine(int number, String text, List<Field> fields) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Behind so many, the rest of a line is one field. */
  private static final int MOST_FIELDS = 1000;

  /**
   * A field.
   *
   * @param column from 1, of its first character that is no blank
   */
  record Field(String text, int column) {}

  RatesLine {
    fields = List.copyOf(fields);
  }

  /** The lines of a text that are not blank, made one by one: a text may have millions. */
  static Stream<RatesLine> all(String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    PrimitiveIterator.OfInt number = IntStream.iterate(1, i -> i + 1).iterator();
    return plain.lines().map(line -> of(number.nextInt(), line)).filter(line -> !line.isBlank());
  }

  static RatesLine of(int number, String line) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    while (start <= line.length()) {
      int comma = fields.size() < MOST_FIELDS ? line.indexOf(',', start) : -1;
      int end = comma < 0 ? line.length() : comma;
      fields.add(field(line, start, end));
      start = end + 1;
    }
    return new RatesLine(number, line, fields);
  }

  private static Field field(String line, int from, int to) {
    String raw = line.substring(from, to);
    String text = raw.strip();
    int blanks = text.isEmpty() ? 0 : raw.indexOf(text);
    return new Field(text, from + blanks + 1);
  }

  private boolean isBlank() {
    return fields.size() == 1 && fields.get(0).text().isEmpty();
  }

  /** The column behind the line. */
  int end() {
    return text.length() + 1;
  }

  /** The field at an index; one that is not there is empty and stands behind the line's end. */
  Field field(int index) {
    return index < fields.size() ? fields.get(index) : new Field("", end());
  }
}
