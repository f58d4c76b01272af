package io.conttune.core;

import java.util.Locale;

/**
 * Writes numbers with one decimal, as {@code %.1f} does. A decision on a job of a thousand vertices
 * writes thousands of them, and a format is parsed each time.
 */
public final class Tenths {
  /** Up to here ten times the number is exact enough to be rounded. */
  private static final double EXACT = 1e12;

  private static final int TEN = 10;

  private Tenths() {}

  /** The number rounded to tenths, for example {@code 12.3}. */
  public static String text(double number) {
    if (Double.compare(number, 0.0) < 0 || !(number < EXACT)) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
    long tenths = Math.round(number * TEN);
    return tenths / TEN + "." + tenths % TEN;
  }
}
