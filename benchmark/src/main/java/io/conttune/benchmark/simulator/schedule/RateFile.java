package io.conttune.benchmark.simulator.schedule;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trace of rates: numbers of at least 0, one per line, or a JSON array of them. */
public final class RateFile {
  private static final double MOST = 1e15;
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
    RateFile file = new RateFile(path.toString());
    try {
      String text = Files.readString(path);
      if (text.stripLeading().startsWith("[")) {
        file.readArray(text);
      } else {
        file.readLines(text);
      }
      if (file.rates.isEmpty() && file.faults.isEmpty()) {
        file.fault(0, 0, "has no rate, expected numbers, one per line or as a JSON array");
      }
    } catch (NoSuchFileException e) {
      file.fault(0, 0, "there is no such file");
    } catch (CharacterCodingException e) {
      file.fault(0, 0, "is not UTF-8 text");
    } catch (IOException e) {
      file.fault(0, 0, "cannot be read: " + e.getMessage());
    }
    return Reading.of(List.copyOf(file.rates), file.faults);
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

  private void readArray(String text) throws IOException {
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
    }
  }

  private void fault(int line, int column, String message) {
    faults.add(new Fault(file, line, column, "", message));
  }
}
