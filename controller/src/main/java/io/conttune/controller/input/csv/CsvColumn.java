package io.conttune.controller.input.csv;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.RepeatedFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The numbers of one column of a CSV file. They are read together, because one number of a column
 * may tell how another one is to be read. Not thread-safe.
 */
public final class CsvColumn {
  private final String file;
  private final String name;
  private final RepeatedFaults faults;
  private final List<CsvField> fields = new ArrayList<>();

  /**
   * A column without any field yet.
   *
   * @param file and
   * @param name of the column stand in its faults; the name of a file's only column may be empty
   * @param faults learns what is wrong with the numbers
   */
  public CsvColumn(String file, String name, RepeatedFaults faults) {
    this.file = file;
    this.name = name;
    this.faults = faults;
  }

  /** Adds the field of the next row. */
  public void add(CsvField field) {
    fields.add(field);
  }

  /** Returns whether no field was added. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The fields in the order of their rows. */
  public List<CsvField> fields() {
    return List.copyOf(fields);
  }

  /**
   * Reads the numbers, in the order of their rows.
   *
   * @param separator the character between the fields of the file
   * @param parser of one number as programs write it; tells its listener what is wrong with it
   */
  public <T> List<T> read(char separator, BiFunction<String, Consumer<String>, T> parser) {
    SpreadsheetNumbers numbers =
        SpreadsheetNumbers.of(separator, fields.stream().map(CsvField::text).toList());
    return fields.stream().map(field -> read(field, numbers, parser)).toList();
  }

  private <T> T read(
      CsvField field, SpreadsheetNumbers numbers, BiFunction<String, Consumer<String>, T> parser) {
    if (numbers.isUnclear(field.text())) {
      String message =
          "is %s, where nothing tells thousands from decimals; expected it without a mark between"
              + " thousands, with a point before decimals";
      fault("unclear", field, message.formatted(field.text()));
      return parser.apply(numbers.plain(field.text()), fault -> {});
    }
    String plain = numbers.plain(field.text());
    if (faults.isMany()) {
      return parser.apply(plain, fault -> {});
    }
    return parser.apply(plain, message -> fault(message.replace(plain, ""), field, message));
  }

  private void fault(String cause, CsvField at, String message) {
    faults.add(name + ": " + cause, new Fault(file, at.line(), at.column(), name, message));
  }
}
