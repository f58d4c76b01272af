package io.conttune.benchmark.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code --name value} pairs and gathers what is wrong with them, so that all faults are
 * reported at once. A value that is missing or wrong reads as the fallback; {@link #check} then
 * refuses the lot.
 */
public final class ArgumentReader {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  private final Map<String, String> unread = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** A reader of this command line. */
  public ArgumentReader(String... arguments) {
    for (int at = 0; at < arguments.length; at += 2) {
      String name = arguments[at];
      if (!name.startsWith("--")) {
        faults.add(name + ": expected the name of an argument, --name");
      } else if (at + 1 == arguments.length) {
        faults.add(name + ": expected a value after it");
      } else if (unread.put(name, arguments[at + 1]) != null) {
        faults.add(name + ": given twice");
      }
    }
  }

  String text(String name, String fallback) {
    return Optional.ofNullable(unread.remove(name)).orElse(fallback);
  }

  <T> T required(String name, Function<String, T> parser, T fallback) {
    if (!unread.containsKey(name)) {
      faults.add(name + ": missing");
    }
    return optional(name, parser, fallback);
  }

  /** What the parser makes of a value, or the fallback. */
  public <T> T optional(String name, Function<String, T> parser, T fallback) {
    String value = unread.remove(name);
    if (value == null) {
      return fallback;
    }
    try {
      return parser.apply(value);
    } catch (NumberFormatException notANumber) {
      faults.add("%s: expected a number, got '%s'".formatted(name, value));
    } catch (IllegalArgumentException wrong) {
      faults.add("%s: %s".formatted(name, wrong.getMessage()));
    }
    return fallback;
  }

  int count(String name, int fallback, int most) {
    return optional(name, value -> between(Integer.parseInt(value), most), fallback);
  }

  void require(Condition condition, String fault) {
    if (!condition.holds()) {
      faults.add(fault);
    }
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException naming every fault and every argument that nobody asked for
   */
  void check() {
    unread.keySet().stream().sorted().forEach(name -> faults.add(name + ": unknown argument"));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("wrong arguments: " + String.join("; ", faults));
    }
  }

  static Duration duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a duration like 500ms, 60s or 2m, got '" + value + "'");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static int between(int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("expected 1 to " + most + ", got " + value);
    }
    return value;
  }

  /** Something that must be so. */
  interface Condition {
    boolean holds();
  }
}
