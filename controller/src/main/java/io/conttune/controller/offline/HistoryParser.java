package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.RepeatedFaults;
import io.conttune.controller.input.csv.CsvColumn;
import io.conttune.controller.input.csv.CsvField;
import io.conttune.controller.input.csv.CsvRow;
import io.conttune.controller.input.csv.CsvRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the rows of one history file and collects what is wrong with them. */
final class HistoryParser {
  static final String PARALLELISM = "parallelism";
  static final String ABILITY = "processing_ability";
  static final String HEADER = PARALLELISM + "," + ABILITY;

  /** Far above what a person or a program collects of one operator; a larger file is another. */
  private static final int MOST_ROWS = 200_000;

  private final String file;
  private final RepeatedFaults faults = new RepeatedFaults();

  HistoryParser(String file) {
    this.file = file;
  }

  List<Fault> faults() {
    return faults.faults();
  }

  List<Sample> samples(String text) {
    CsvRows rows = CsvRows.of(text);
    Optional<CsvRow> header = rows.next();
    List<Sample> samples =
        header.isPresent() && hasColumns(header.get()) ? samples(rows, header.get()) : List.of();
    rows.broken().ifPresent(broken -> fault(broken.at(), "", broken.message()));
    if (header.isEmpty() && rows.broken().isEmpty()) {
      fault(new CsvField("", 1, 1), "", "is empty, expected the header " + HEADER);
    }
    return samples;
  }

  private boolean hasColumns(CsvRow header) {
    int parallelism = header.indexesOf(PARALLELISM).size();
    int ability = header.indexesOf(ABILITY).size();
    if (parallelism == 0 && ability == 0) {
      fault(header.field(0), "", "is no header, expected " + HEADER);
    } else {
      checkOnce(header, PARALLELISM);
      checkOnce(header, ABILITY);
    }
    return parallelism > 0 && ability > 0;
  }

  private void checkOnce(CsvRow header, String name) {
    List<Integer> found = header.indexesOf(name);
    if (found.isEmpty()) {
      fault(header.field(0), name, "is missing, expected the header " + HEADER);
    } else if (found.size() > 1) {
      fault(header.field(found.get(1)), name, "is there twice, expected it once");
    }
  }

  private List<Sample> samples(CsvRows rows, CsvRow header) {
    CsvColumn parallelisms = new CsvColumn(file, PARALLELISM, faults);
    CsvColumn abilities = new CsvColumn(file, ABILITY, faults);
    int width = header.fields().size();
    int count = 0;
    for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
      if (++count > MOST_ROWS) {
        fault(row.get().field(0), "", "is one row too many, expected at most " + MOST_ROWS);
        break;
      }
      checkWidth(width, row.get());
      parallelisms.add(row.get().field(header.indexesOf(PARALLELISM).get(0)));
      abilities.add(row.get().field(header.indexesOf(ABILITY).get(0)));
    }
    if (parallelisms.isEmpty() && rows.broken().isEmpty()) {
      fault(header.end(), "", "has no row, expected at least one below the header");
    }
    List<Sample> samples =
        samples(
            parallelisms.read(rows.separator(), NumberText::parallelism),
            abilities.read(rows.separator(), NumberText::positive));
    Sample.checkDistinct(samples, message -> fault(header.field(0), PARALLELISM, message));
    return samples;
  }

  private static List<Sample> samples(
      List<OptionalInt> parallelisms, List<OptionalDouble> abilities) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < parallelisms.size(); i++) {
      OptionalInt parallelism = parallelisms.get(i);
      OptionalDouble ability = abilities.get(i);
      if (parallelism.isPresent() && ability.isPresent()) {
        samples.add(new Sample(parallelism.getAsInt(), ability.getAsDouble()));
      }
    }
    return List.copyOf(samples);
  }

  private void checkWidth(int expected, CsvRow row) {
    if (row.fields().size() > expected) {
      String message =
          "has %d fields, expected %d as in the header".formatted(row.fields().size(), expected);
      CsvField at = row.field(expected);
      faults.add("width", new Fault(file, at.line(), at.column(), "", message));
    }
  }

  private void fault(CsvField at, String name, String message) {
    faults.add(new Fault(file, at.line(), at.column(), name, message));
  }
}
