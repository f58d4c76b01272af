package io.conttune.controller.client.text;

import io.conttune.controller.offline.RateText;
import io.conttune.core.PrintableText;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Numbers as they stand in a table; what is not known is a dash. */
final class NumberWords {
  private static final String UNKNOWN = "-";
  private static final int LONGEST_NAME = 40;

  private NumberWords() {}

  static String rate(OptionalDouble recordsPerSecond) {
    return recordsPerSecond.isPresent() ? RateText.text(recordsPerSecond.getAsDouble()) : UNKNOWN;
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? Math.round(100 * share.getAsDouble()) + " %" : UNKNOWN;
  }

  static String count(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : UNKNOWN;
  }

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 3 min}, {@code 5 h}. */
  static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? seconds(seconds.getAsDouble()) : UNKNOWN;
  }

  static String seconds(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 120) {
      return Math.round(seconds) + " s";
    }
    return seconds < 7200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }

  /** A name of the job's author, fit for a terminal. */
  static String name(String name) {
    String printable = PrintableText.of(name);
    return printable.length() <= LONGEST_NAME
        ? printable
        : printable.substring(0, LONGEST_NAME - 1) + "…";
  }
}
