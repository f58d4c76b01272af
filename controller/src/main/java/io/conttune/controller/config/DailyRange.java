package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of each day, such as {@code 22:00-06:00 Europe/Berlin}.
 *
 * @param from its first minute
 * @param to the end, which does not belong to it; before {@code from} if it lasts past midnight
 * @param zone in which the times are meant
 */
public record DailyRange(LocalTime from, LocalTime to, ZoneId zone) implements TimeWindow {
  private static final Pattern PATTERN =
      Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: +(\\S+))?");

  public DailyRange {
    Objects.requireNonNull(zone, "zone");
    if (from.equals(to)) {
      throw new IllegalArgumentException("covers no time, expected an end other than its begin");
    }
  }

  @Override
  public boolean covers(Instant moment) {
    LocalTime time = moment.atZone(zone).toLocalTime();
    boolean isAfterBegin = !time.isBefore(from);
    boolean isBeforeEnd = time.isBefore(to);
    return from.isBefore(to) ? isAfterBegin && isBeforeEnd : isAfterBegin || isBeforeEnd;
  }

  /**
   * The range that a text means, if it has the form of one.
   *
   * @throws Mismatch if it has the form, and means none
   */
  static Optional<DailyRange> in(String text) throws Mismatch {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    ZoneId zone = TimeWindow.zone(Optional.ofNullable(parts.group(3)));
    try {
      return Optional.of(
          new DailyRange(LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2)), zone));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new Mismatch(e.getMessage());
    }
  }

  /** As it is written in a job's file. */
  @Override
  public String toString() {
    return "%s-%s %s".formatted(from, to, zone);
  }
}
