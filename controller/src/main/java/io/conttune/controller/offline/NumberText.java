package io.conttune.controller.offline;

import io.conttune.core.graph.JobVertex;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Numbers as people write them in a CSV file or on a command line. What is wrong with one is told
 * to a listener, so that the reader can go on and find what else is wrong.
 */
public final class NumberText {
  /** Flink's own limit of a parallelism. */
  public static final int LARGEST_PARALLELISM = JobVertex.LARGEST_PARALLELISM;

  /** Far above any rate, and far enough below the largest double for sums to stay finite. */
  private static final double LARGEST = 1e300;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)nan|[+-]?inf(inity)?");
  private static final Pattern LONG = Pattern.compile("[+-]?[0-9]{1,18}");

  private NumberText() {}

  /** A finite number above 0; empty if it is not, and the listener knows. */
  public static OptionalDouble positive(String text, Consumer<String> fault) {
    String expected = "expected a number above 0 and at most 1e300";
    if (!DECIMAL.matcher(text).matches()) {
      fault.accept(what(text) + ", " + expected);
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text);
    if (number > 0 && number <= LARGEST) {
      return OptionalDouble.of(number);
    }
    fault.accept("is " + text + ", " + expected);
    return OptionalDouble.empty();
  }

  /** A parallelism that Flink allows; empty if it is not, and the listener knows. */
  public static OptionalInt parallelism(String text, Consumer<String> fault) {
    return whole(text, 1, LARGEST_PARALLELISM, fault);
  }

  /** A whole number of a range; empty if it is not, and the listener knows. */
  public static OptionalInt whole(String text, int least, int most, Consumer<String> fault) {
    String expected = "expected a whole number from %d to %d".formatted(least, most);
    if (!DECIMAL.matcher(text).matches()) {
      fault.accept(what(text) + ", " + expected);
      return OptionalInt.empty();
    }
    double number = Double.parseDouble(text);
    if (WHOLE.matcher(text).matches() && number >= least && number <= most) {
      return OptionalInt.of((int) number);
    }
    fault.accept("is " + text + ", " + expected);
    return OptionalInt.empty();
  }

  /** A time in whole nanoseconds; empty if it is not, and the listener knows. */
  static OptionalLong nanoseconds(String text, Consumer<String> fault) {
    if (LONG.matcher(text).matches()) {
      return OptionalLong.of(Long.parseLong(text));
    }
    String is = DECIMAL.matcher(text).matches() ? "is " + text : what(text);
    fault.accept(is + ", expected whole nanoseconds");
    return OptionalLong.empty();
  }

  /** Tells a listener if a text is no number, {@link #isNumber}. */
  static void any(String text, Consumer<String> fault) {
    if (!isNumber(text)) {
      fault.accept(what(text) + ", expected a number");
    }
  }

  /** Whether a text is a number, NaN, or infinite. */
  static boolean isNumber(String text) {
    return DECIMAL.matcher(text).matches() || NO_NUMBER.matcher(text).matches();
  }

  /** Whether a text is 0 in some writing. */
  static boolean isZero(String text) {
    return DECIMAL.matcher(text).matches() && Double.parseDouble(text) == 0;
  }

  private static String what(String text) {
    if (text.isEmpty()) {
      return "is missing";
    }
    return NO_NUMBER.matcher(text).matches()
        ? "is " + text
        : "is \"%s\", which is no number".formatted(text);
  }
}
