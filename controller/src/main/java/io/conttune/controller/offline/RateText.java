package io.conttune.controller.offline;

import java.util.Locale;

/** Rates as people read them: three digits and a thousand, a million, or a billion. */
public final class RateText {
  private static final String[] SUFFIXES = {"", " k", " M", " G", " T"};

  private RateText() {}

  /** For example {@code 4 M}, {@code 38.1 k}, {@code 0.5}; what is beyond in exponents. */
  public static String text(double value) {
    double left = Math.abs(value);
    int suffix = 0;
    // 999.5 would be rounded to 1000.
    while (left >= 999.5 && suffix < SUFFIXES.length) {
      left /= 1000;
      suffix++;
    }
    if (suffix == SUFFIXES.length || (left != 0 && left < 0.01)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = left >= 99.95 ? 0 : left >= 9.995 ? 1 : 2;
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.copySign(left, value));
    return (decimals == 0 ? digits : digits.replaceFirst("\\.?0+$", "")) + SUFFIXES[suffix];
  }
}
