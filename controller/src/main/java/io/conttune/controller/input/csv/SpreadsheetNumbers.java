package io.conttune.controller.input.csv;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Reads the numbers of one column as people and spreadsheets write them: with a point or a comma
 * before the decimals, and with or without a mark between thousands.
 *
 * <p>Most numbers tell which of the two a comma is: {@code 12,5}, {@code 1.234,5} and {@code
 * 1,234,567} can be read in one way only. {@code 1,234} can be 1234 or 1.234. It is read as the
 * other numbers of its column are. If they do not tell either, a comma between fields tells that
 * the comma within a number marks thousands, because spreadsheets that write decimals with a comma
 * put semicolons between fields. Without any sign the number is unclear. A point is judged alike.
 */
public final class SpreadsheetNumbers {
  private static final Pattern SPACED =
      Pattern.compile("[+-]?[0-9]{1,3}([ \u00a0\u202f'’][0-9]{3})+([.,][0-9]+)?");
  private static final Pattern COMMA_THOUSANDS =
      Pattern.compile("[+-]?[1-9][0-9]{0,2}((,[0-9]{3}){2,}|(,[0-9]{3})+\\.[0-9]+)");
  private static final Pattern POINT_THOUSANDS =
      Pattern.compile("[+-]?[1-9][0-9]{0,2}((\\.[0-9]{3}){2,}|(\\.[0-9]{3})+,[0-9]+)");
  private static final Pattern COMMA_UNCLEAR = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");
  private static final Pattern POINT_UNCLEAR = Pattern.compile("[+-]?[1-9][0-9]{0,2}\\.[0-9]{3}");
  private static final Pattern ONE_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]*([eE][+-]?[0-9]+)?");
  private static final Pattern ONE_POINT =
      Pattern.compile("[+-]?[0-9]*\\.[0-9]*([eE][+-]?[0-9]+)?");

  private final DecimalMark mark;

  /** The mark before the decimals in a column, as far as the column tells. */
  private enum DecimalMark {
    POINT,
    COMMA,
    UNKNOWN
  }

  private SpreadsheetNumbers(DecimalMark mark) {
    this.mark = mark;
  }

  /**
   * A reader for a column.
   *
   * @param separator the character between the fields of the file
   * @param column all its texts
   */
  public static SpreadsheetNumbers of(char separator, Collection<String> column) {
    boolean point = column.stream().anyMatch(SpreadsheetNumbers::showsPoint);
    boolean comma = column.stream().anyMatch(SpreadsheetNumbers::showsComma);
    if (point != comma) {
      return new SpreadsheetNumbers(point ? DecimalMark.POINT : DecimalMark.COMMA);
    }
    return new SpreadsheetNumbers(separator == ',' ? DecimalMark.POINT : DecimalMark.UNKNOWN);
  }

  private static boolean showsPoint(String text) {
    return COMMA_THOUSANDS.matcher(text).matches()
        || (ONE_POINT.matcher(text).matches() && !POINT_UNCLEAR.matcher(text).matches());
  }

  private static boolean showsComma(String text) {
    return POINT_THOUSANDS.matcher(text).matches()
        || (ONE_COMMA.matcher(text).matches() && !COMMA_UNCLEAR.matcher(text).matches());
  }

  /** Returns whether nothing in the file tells what a comma or point in this number means. */
  public boolean isUnclear(String text) {
    return mark == DecimalMark.UNKNOWN
        && (COMMA_UNCLEAR.matcher(text).matches() || POINT_UNCLEAR.matcher(text).matches());
  }

  /**
   * The same number as programs write it: {@code 1234.5}. A text that is no number stays as it is.
   */
  public String plain(String text) {
    if (SPACED.matcher(text).matches()) {
      return text.replaceAll("[ \u00a0\u202f'’]", "").replace(',', '.');
    }
    if (COMMA_THOUSANDS.matcher(text).matches()) {
      return text.replace(",", "");
    }
    if (POINT_THOUSANDS.matcher(text).matches()) {
      return text.replace(".", "").replace(',', '.');
    }
    if (COMMA_UNCLEAR.matcher(text).matches()) {
      return mark == DecimalMark.COMMA ? text.replace(',', '.') : text.replace(",", "");
    }
    if (POINT_UNCLEAR.matcher(text).matches()) {
      return mark == DecimalMark.COMMA ? text.replace(".", "") : text;
    }
    return ONE_COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
  }
}
