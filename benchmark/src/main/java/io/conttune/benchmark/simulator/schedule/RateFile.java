package io.conttune.benchmark.simulator.schedule;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.RepeatedFaults;
import io.conttune.controller.input.TextFile;
import io.conttune.controller.input.csv.CsvColumn;
import io.conttune.controller.input.csv.CsvField;
import io.conttune.controller.input.csv.CsvRow;
import io.conttune.controller.input.csv.CsvRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a trace of rates: a CSV with a header, numbers one per line, or a JSON array of numbers.
 * The columns of a CSV are {@code time}, which may be missing, and one of {@code factor}, {@code
 * rate} and {@code records_per_second}. Other columns are ignored.
 */
public final class RateFile {
  private static final int MOST_BYTES = 20_000_000;
  private static final String NO_RATE =
      "has no rate, expected a CSV with the header time,records_per_second or time,factor, numbers,"
          + " one per line, or a JSON array of numbers";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String file;
  private final RepeatedFaults faults = new RepeatedFaults();

  private RateFile(String file) {
    this.file = file;
  }

  /** Reads a file, or says all that is wrong with it. */
  public static Reading<RateTrace> read(Path path) {
    return TextFile.read(path, MOST_BYTES)
        .match(new RateFile(path.toString())::trace, Reading.Faulty::new);
  }

  private Reading<RateTrace> trace(String text) {
    RateColumns columns = new RateColumns(file, faults);
    char separator = ',';
    if (text.stripLeading().startsWith("[")) {
      readArray(text, columns);
    } else {
      CsvRows rows = CsvRows.of(text);
      separator = rows.separator();
      readRows(rows, columns);
    }
    if (columns.isEmpty() && faults.isEmpty()) {
      faults.add(Fault.ofFile(file, "", NO_RATE));
    }
    Optional<RateTrace> trace = columns.trace(separator);
    return faults.isEmpty()
        ? new Reading.Valid<>(trace.orElseThrow())
        : new Reading.Faulty<>(faults.faults());
  }

  private void readRows(CsvRows rows, RateColumns columns) {
    Optional<CsvRow> first = rows.next();
    boolean isHeader = first.isPresent() && columns.readHeader(first.get());
    Optional<CsvRow> row = isHeader ? rows.next() : first;
    while (row.isPresent() && columns.areKnown()) {
      columns.add(row.get());
      row = rows.next();
    }
    rows.broken().ifPresent(broken -> fault(broken.at(), broken.message()));
  }

  private void readArray(String text, RateColumns columns) {
    CsvColumn values = columns.values();
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonLocation at = parser.currentTokenLocation();
        CsvField field = new CsvField(parser.getText(), at.getLineNr(), at.getColumnNr());
        if (parser.currentToken().isNumeric()) {
          values.add(field);
        } else {
          parser.skipChildren();
          String message = "is %s, %s".formatted(field.text(), RateColumns.EXPECTED_VALUE);
          faults.add("no number", faultAt(field, message));
        }
      }
      if (parser.nextToken() != null) {
        fault(parser.currentTokenLocation(), "stands after the array, expected nothing");
      }
    } catch (JsonProcessingException e) {
      fault(e.getLocation(), "is no JSON array: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private void fault(JsonLocation at, String message) {
    fault(new CsvField("", at.getLineNr(), at.getColumnNr()), message);
  }

  private void fault(CsvField at, String message) {
    faults.add(faultAt(at, message));
  }

  private Fault faultAt(CsvField at, String message) {
    return new Fault(file, at.line(), at.column(), "", message);
  }
}
