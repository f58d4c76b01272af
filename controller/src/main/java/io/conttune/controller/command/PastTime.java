package io.conttune.controller.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Reads a time that a person types, and that is past.
 *
 * @param now the present time
 * @param zone of the person
 */
record PastTime(Instant now, ZoneId zone) {
  /** What may be typed. */
  static final String FORMS = "03:12, 2026-11-27T03:12 or 2026-11-27T03:12:00Z";

  /** The time of this text; empty if it is none. A time of day is the last such one. */
  Optional<Instant> of(String text) {
    return timeOfDay(text).or(() -> local(text)).or(() -> instant(text));
  }

  private Optional<Instant> timeOfDay(String text) {
    return parsed(() -> LocalTime.parse(text))
        .map(
            time -> {
              ZonedDateTime today = now.atZone(zone).with(time);
              return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
            });
  }

  private Optional<Instant> local(String text) {
    return parsed(() -> LocalDateTime.parse(text)).map(time -> time.atZone(zone).toInstant());
  }

  private static Optional<Instant> instant(String text) {
    return parsed(() -> Instant.parse(text));
  }

  /** Reads in one form. */
  private interface Form<T> {
    T read();
  }

  private static <T> Optional<T> parsed(Form<T> form) {
    try {
      return Optional.of(form.read());
    } catch (DateTimeException another) {
      return Optional.empty();
    }
  }
}
