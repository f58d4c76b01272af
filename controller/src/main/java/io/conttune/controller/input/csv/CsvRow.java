package io.conttune.controller.input.csv;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One row of a CSV file.
 *
 * @param fields at least one
 * @param end an empty field at the position behind the row
 */
public record CsvRow(List<CsvField> fields, CsvField end) {
  public CsvRow {
    fields = List.copyOf(fields);
    Objects.requireNonNull(end, "end");
  }

  /** The field at an index from 0; one that is missing is empty and stands behind the row. */
  public CsvField field(int index) {
    return index < fields.size() ? fields.get(index) : end;
  }

  /** The indexes of the fields with this text. */
  public List<Integer> indexesOf(String text) {
    return IntStream.range(0, fields.size())
        .filter(index -> fields.get(index).text().equals(text))
        .boxed()
        .toList();
  }
}
