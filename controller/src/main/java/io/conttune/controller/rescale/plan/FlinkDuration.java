package io.conttune.controller.rescale.plan;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Flink's configuration files write them: {@code 30 s}, {@code 5min}, {@code PT1M}.
 */
final class FlinkDuration {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([a-zµ]*)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.ofEntries(
          Map.entry("", ChronoUnit.MILLIS),
          Map.entry("d", ChronoUnit.DAYS),
          Map.entry("day", ChronoUnit.DAYS),
          Map.entry("h", ChronoUnit.HOURS),
          Map.entry("hour", ChronoUnit.HOURS),
          Map.entry("m", ChronoUnit.MINUTES),
          Map.entry("min", ChronoUnit.MINUTES),
          Map.entry("minute", ChronoUnit.MINUTES),
          Map.entry("s", ChronoUnit.SECONDS),
          Map.entry("sec", ChronoUnit.SECONDS),
          Map.entry("second", ChronoUnit.SECONDS),
          Map.entry("ms", ChronoUnit.MILLIS),
          Map.entry("milli", ChronoUnit.MILLIS),
          Map.entry("millisecond", ChronoUnit.MILLIS),
          Map.entry("µs", ChronoUnit.MICROS),
          Map.entry("micro", ChronoUnit.MICROS),
          Map.entry("microsecond", ChronoUnit.MICROS),
          Map.entry("ns", ChronoUnit.NANOS),
          Map.entry("nano", ChronoUnit.NANOS),
          Map.entry("nanosecond", ChronoUnit.NANOS));

  private FlinkDuration() {}

  /** The duration; empty if this is none. */
  static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return iso(text.strip());
    }
    String unit = form.group(2);
    String singular =
        unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    return Optional.ofNullable(UNITS.get(singular))
        .map(known -> Duration.of(Long.parseLong(form.group(1)), known));
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException noDuration) {
      return Optional.empty();
    }
  }
}
