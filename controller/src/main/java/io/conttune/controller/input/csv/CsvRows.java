package io.conttune.controller.input.csv;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV text as spreadsheets write it, read one by one. The separator is a comma, a
 * semicolon or a tab, whichever the first row has most of. Rows without any text are left out, and
 * so is a byte order mark. Not thread-safe.
 */
public final class CsvRows {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String SEPARATORS = ",;\t";

  private static final CsvFactory CSV =
      CsvFactory.builder().enable(CsvParser.Feature.TRIM_SPACES).build();

  /** Beyond this many the fields of a row are not kept: the text is no table then. */
  private static final int MOST_FIELDS = 1000;

  private final char separator;
  private final CsvParser parser;
  private CsvField position = new CsvField("", 1, 1);
  private Optional<Broken> broken = Optional.empty();

  /**
   * The place where a text stops being CSV.
   *
   * @param at the field that cannot be read
   * @param message what is wrong with it
   */
  public record Broken(CsvField at, String message) {}

  private CsvRows(char separator, CsvParser parser) {
    this.separator = separator;
    this.parser = parser;
  }

  /** The rows of this text. */
  public static CsvRows of(String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    char separator = separator(plain.lines().filter(line -> !line.isBlank()).findFirst());
    try {
      CsvParser parser = CSV.createParser(plain);
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
      return new CsvRows(separator, parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private static char separator(Optional<String> firstRow) {
    char best = SEPARATORS.charAt(0);
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      best = count(firstRow, separator) > count(firstRow, best) ? separator : best;
    }
    return best;
  }

  private static long count(Optional<String> row, char wanted) {
    String text = row.orElse("");
    boolean quoted = false;
    long count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted = c == '"' ? !quoted : quoted;
      count += c == wanted && !quoted ? 1 : 0;
    }
    return count;
  }

  /** The character between the fields. */
  public char separator() {
    return separator;
  }

  /** The next row with any text; empty at the end, or where {@link #broken} says why. */
  public Optional<CsvRow> next() {
    try {
      Optional<CsvRow> row = row();
      while (row.filter(CsvRows::isBlank).isPresent()) {
        row = row();
      }
      return row;
    } catch (JsonProcessingException e) {
      broken = Optional.of(new Broken(position, message(e)));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  /** The place at which the text stopped being CSV, after {@link #next} found no more rows. */
  public Optional<Broken> broken() {
    return broken;
  }

  private Optional<CsvRow> row() throws IOException {
    if (broken.isPresent() || parser.nextToken() == null) {
      return Optional.empty();
    }
    List<CsvField> fields = new ArrayList<>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      if (fields.size() < MOST_FIELDS) {
        String text = parser.getText().strip();
        JsonLocation at = parser.currentTokenLocation();
        fields.add(new CsvField(text, at.getLineNr(), at.getColumnNr()));
      }
      JsonLocation behind = parser.currentLocation();
      position = new CsvField("", behind.getLineNr(), behind.getColumnNr());
    }
    return Optional.of(new CsvRow(fields, position));
  }

  private static boolean isBlank(CsvRow row) {
    return row.fields().stream().allMatch(field -> field.text().isEmpty());
  }

  private static String message(JsonProcessingException e) {
    return e.getOriginalMessage().contains("closing quote")
        ? "has a quote that is not closed, expected another one at the end of the field"
        : "is no CSV: " + e.getOriginalMessage();
  }
}
