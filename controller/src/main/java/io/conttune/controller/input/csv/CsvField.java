package io.conttune.controller.input.csv;

import java.util.Objects;

/**
 * One field of a CSV file.
 *
 * @param text without quotes and without blanks around it
 * @param line from 1
 * @param column from 1, of the field's first character that is no blank
 */
public record CsvField(String text, int line, int column) {
  public CsvField {
    Objects.requireNonNull(text, "text");
  }
}
