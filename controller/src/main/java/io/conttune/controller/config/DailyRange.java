package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
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
public record DailyRange(LocalTime from, LocalTime to, ZoneId zone) {
  private static final String UTC = "UTC";
  private static final String FORM = "a daily range such as \"22:00-06:00 Europe/Berlin\"";
  private static final Pattern PATTERN =
      Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?: +(\\S+))?");

  public DailyRange {
    Objects.requireNonNull(zone, "zone");
    if (from.equals(to)) {
      throw new IllegalArgumentException("covers no time, expected an end other than its begin");
    }
  }

  /** Whether this moment lies in it. */
  public boolean covers(Instant moment) {
    LocalTime time = moment.atZone(zone).toLocalTime();
    boolean isAfterBegin = !time.isBefore(from);
    boolean isBeforeEnd = time.isBefore(to);
    return from.isBefore(to) ? isAfterBegin && isBeforeEnd : isAfterBegin || isBeforeEnd;
  }

  /**
   * The range that a text means. Without a zone its times are UTC.
   *
   * @throws Mismatch if it means none; the message continues the sentence "this value …"
   */
  static DailyRange of(String text) throws Mismatch {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      throw new Mismatch("is \"%s\", expected %s".formatted(text, FORM));
    }
    try {
      ZoneId zone = ZoneId.of(Optional.ofNullable(parts.group(3)).orElse(UTC));
      return new DailyRange(LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2)), zone);
    } catch (DateTimeParseException e) {
      throw new Mismatch("is \"%s\", expected %s".formatted(text, FORM));
    } catch (DateTimeException e) {
      throw new Mismatch(
          "names the time zone %s, expected one such as Europe/Berlin or UTC"
              .formatted(parts.group(3)));
    } catch (IllegalArgumentException e) {
      throw new Mismatch(e.getMessage());
    }
  }

  static ScalarType<DailyRange> type() {
    return Scalars.text()
        .map(DailyRange::of, DailyRange::toString)
        .described(
            "daily range",
            Map.of("type", "string", "pattern", "^\\d\\d:\\d\\d-\\d\\d:\\d\\d( +\\S+)?$"));
  }

  /** As it is written in a job's file. */
  @Override
  public String toString() {
    return "%s-%s %s".formatted(from, to, zone);
  }
}
