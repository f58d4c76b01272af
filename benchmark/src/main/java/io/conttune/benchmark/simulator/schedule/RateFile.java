package io.conttune.benchmark.simulator.schedule;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trace of rates: numbers of at least 0, one per line, or a JSON array of them. */
public final class RateFile {
  private static final double MOST = 1e15;
  private static final int MOST_BYTES = 20_000_000;
  private static final String EXPECTED = "expected a number from 0 to 1e15";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String file;
  private final List<Double> rates = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private RateFile(String file) {
    this.file = file;
  }

  /** Reads a file, or says all that is wrong with it. */
  public static Reading<List<Double>> read(Path path) {
    Reading<String> text = TextFile.read(path, MOST_BYTES);
    return text instanceof Reading.Valid<String> valid
        ? new RateFile(path.toString()).rates(valid.value())
        : new Reading.Faulty<>(((Reading.Faulty<String>) text).faults());
  }

  private Reading<List<Double>> rates(String text) {
    if (text.stripLeading().startsWith("[")) {
      readArray(text);
    } else {
      readLines(text);
    }
    if (rates.isEmpty() && faults.isEmpty()) {
      fault(0, 0, "has no rate, expected numbers, one per line or as a JSON array");
    }
    return Reading.of(List.copyOf(rates), faults);
  }

  private void readLines(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank()) {
        int column = line.length() - line.stripLeading().length() + 1;
        keep(line.strip(), i + 1, column);
      }
    }
  }

  private void keep(String text, int line, int column) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && rate <= MOST) {
        rates.add(rate);
        return;
      }
    } catch (NumberFormatException e) {
      fault(line, column, "is \"" + text + "\", which is no number, " + EXPECTED);
      return;
    }
    fault(line, column, "is " + text + ", " + EXPECTED);
  }

  private void readArray(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonLocation at = parser.currentTokenLocation();
        boolean isNumber = parser.currentToken().isNumeric();
        String value = parser.getText();
        if (parser.currentToken().isStructStart()) {
          parser.skipChildren();
        }
        if (isNumber) {
          keep(value, at.getLineNr(), at.getColumnNr());
        } else {
          fault(at.getLineNr(), at.getColumnNr(), "is " + value + ", " + EXPECTED);
        }
      }
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        fault(at.getLineNr(), at.getColumnNr(), "stands after the array, expected nothing");
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      fault(at.getLineNr(), at.getColumnNr(), "is no JSON array: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private void fault(int line, int column, String message) {
    faults.add(new Fault(file, line, column, "", message));
  }
}
