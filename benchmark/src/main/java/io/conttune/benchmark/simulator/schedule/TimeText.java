package io.conttune.benchmark.simulator.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Times of a trace: seconds, or dates with a time. */
final class TimeText {
  /** A number beyond this is in milliseconds: as seconds it is in the year 5138. */
  private static final double MOST_SECONDS = 1e11;

  private static final double MILLIS_PER_SECOND = 1000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.?[0-9]*([eE][+]?[0-9]+)?");
  private static final String EXPECTED =
      "expected seconds from 0 to 1e11, or a date and time such as 2026-01-31 09:30:00";

  private TimeText() {}

  /** The time since any fixed instant; empty if the text is none, and the listener knows. */
  static Optional<Duration> parse(String text, Consumer<String> fault) {
    if (NUMBER.matcher(text).matches()) {
      double seconds = Double.parseDouble(text);
      if (seconds <= MOST_SECONDS) {
        return Optional.of(Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND)));
      }
      fault.accept("is %s, %s".formatted(text, EXPECTED));
      return Optional.empty();
    }
    return dateAndTime(text, fault);
  }

  private static Optional<Duration> dateAndTime(String text, Consumer<String> fault) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime offset
              ? offset.toInstant()
              : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
      return Optional.of(Duration.between(Instant.EPOCH, instant));
    } catch (DateTimeException e) {
      fault.accept((text.isEmpty() ? "is missing, " : "is \"%s\", ".formatted(text)) + EXPECTED);
      return Optional.empty();
    }
  }
}
