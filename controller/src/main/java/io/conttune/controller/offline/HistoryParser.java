package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads the rows of one history file and collects what is wrong with them. */
final class HistoryParser {
  static final String PARALLELISM = "parallelism";
  static final String ABILITY = "processing_ability";
  static final String HEADER = PARALLELISM + "," + ABILITY;

  /** A file with more faults is another kind of file, and is not read to its end. */
  static final int MOST_FAULTS = 1000;

  private final String file;
  private final List<Fault> faults = new ArrayList<>();

  HistoryParser(String file) {
    this.file = file;
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  List<Sample> samples(String text) {
    Iterator<CsvLine> lines = CsvLine.all(text).iterator();
    if (!lines.hasNext()) {
      faults.add(new Fault(file, 1, 1, "", "is empty, expected the header " + HEADER));
      return List.of();
    }
    CsvLine header = lines.next();
    OptionalInt parallelism = column(header, PARALLELISM);
    OptionalInt ability = column(header, ABILITY);
    List<Sample> samples = new ArrayList<>();
    boolean hasRows = lines.hasNext();
    while (lines.hasNext() && faults.size() < MOST_FAULTS) {
      CsvLine row = lines.next();
      checkWidth(header, row);
      read(row, parallelism, ability, samples);
    }
    if (!hasRows) {
      fault(header, header.end(), "", "has no row, expected at least one below the header");
    }
    checkDistinct(header, samples);
    return List.copyOf(samples);
  }

  private OptionalInt column(CsvLine header, String name) {
    List<CsvLine.Field> fields = header.fields();
    int[] found =
        IntStream.range(0, fields.size()).filter(i -> fields.get(i).text().equals(name)).toArray();
    if (found.length == 0) {
      fault(header, 1, name, "is missing, expected the header " + HEADER);
      return OptionalInt.empty();
    }
    if (found.length > 1) {
      fault(header, fields.get(found[1]).column(), name, "is there twice, expected it once");
    }
    return OptionalInt.of(found[0]);
  }

  private void checkWidth(CsvLine header, CsvLine row) {
    int expected = header.fields().size();
    if (row.fields().size() > expected) {
      String message = "has %d fields, expected %d as in the header";
      fault(
          row, row.field(expected).column(), "", message.formatted(row.fields().size(), expected));
    }
  }

  private void read(CsvLine row, OptionalInt first, OptionalInt second, List<Sample> samples) {
    OptionalInt parallelism = OptionalInt.empty();
    if (first.isPresent()) {
      CsvLine.Field field = row.field(first.getAsInt());
      parallelism = NumberText.parallelism(field.text(), faultOf(row, field, PARALLELISM));
    }
    OptionalDouble ability = OptionalDouble.empty();
    if (second.isPresent()) {
      CsvLine.Field field = row.field(second.getAsInt());
      ability = NumberText.positive(field.text(), faultOf(row, field, ABILITY));
    }
    if (parallelism.isPresent() && ability.isPresent()) {
      samples.add(new Sample(parallelism.getAsInt(), ability.getAsDouble()));
    }
  }

  private void checkDistinct(CsvLine header, List<Sample> samples) {
    Sample.checkDistinct(samples, message -> fault(header, 1, PARALLELISM, message));
  }

  private Consumer<String> faultOf(CsvLine row, CsvLine.Field field, String column) {
    return message -> fault(row, field.column(), column, message);
  }

  private void fault(CsvLine line, int column, String name, String message) {
    faults.add(new Fault(file, line.number(), column, name, message));
  }
}
