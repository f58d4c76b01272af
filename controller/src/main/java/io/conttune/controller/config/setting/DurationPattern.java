package io.conttune.controller.config.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The regular expression of the durations within bounds, for JSON Schema, which can bound numbers
 * but not durations.
 */
final class DurationPattern {
  private static final Map<String, Duration> UNITS = units();

  /** Durations are written with at most nine digits. */
  private static final long MOST = 999_999_999;

  private DurationPattern() {}

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("ms", Duration.ofMillis(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("h", Duration.ofHours(1));
    return units;
  }

  /** The durations from {@code least} to {@code most}, in any unit. */
  static String between(Duration least, Duration most) {
    List<String> ways = new ArrayList<>();
    UNITS.forEach(
        (name, unit) -> {
          long from = (least.toMillis() + unit.toMillis() - 1) / unit.toMillis();
          long to = Math.min(MOST, most.toMillis() / unit.toMillis());
          if (from <= to) {
            ways.add("(" + String.join("|", numbers(from, to)) + ")" + name);
          }
        });
    return "^0*(" + String.join("|", ways) + ")$";
  }

  /** Expressions that together match the whole numbers of a range, without leading zeros. */
  private static List<String> numbers(long from, long to) {
    List<String> expressions = new ArrayList<>();
    long low = from;
    while (low <= to) {
      int lengths = wholeLengths(low, to);
      if (lengths > 0) {
        int free = Long.toString(low).length() - 1;
        expressions.add("[1-9][0-9]{" + free + "," + (free + lengths - 1) + "}");
        low *= Math.round(Math.pow(10, lengths));
      } else {
        long step = step(low, to);
        long digit = low / step % 10;
        long last = Math.min(9, digit + (to - low + 1) / step - 1);
        expressions.add(digits(low / step / 10, digit, last, Long.toString(step).length() - 1));
        low += (last - digit + 1) * step;
      }
    }
    return expressions;
  }

  /** How many lengths of numbers lie wholly in a range that begins with the least of a length. */
  private static int wholeLengths(long low, long to) {
    boolean isLeast = Long.toString(low).matches("10*");
    int lengths = 0;
    for (long next = low * 10; isLeast && next - 1 <= to; next *= 10) {
      lengths++;
    }
    return lengths;
  }

  /** The largest power of ten in whose multiples the range can be walked. */
  private static long step(long low, long to) {
    long step = 1;
    while (low > 0 && low % (step * 10) == 0 && low + step * 10 - 1 <= to) {
      step *= 10;
    }
    return step;
  }

  private static String digits(long head, long first, long last, int free) {
    String start = head == 0 ? "" : Long.toString(head);
    String digit = first == last ? Long.toString(first) : "[" + first + "-" + last + "]";
    return start + digit + (free == 0 ? "" : "[0-9]{" + free + "}");
  }
}
