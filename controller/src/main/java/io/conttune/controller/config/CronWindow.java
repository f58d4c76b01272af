package io.conttune.controller.config;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.core.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A window that begins whenever a cron expression says, such as {@code 0 22 * * FRI for 8h
 * Europe/Berlin}. The expression has five fields, as those of Unix: minute, hour, day of the month,
 * month, day of the week. Windows that overlap are one.
 *
 * <p>A class rather than a record, because it keeps the parsed expression: each look at a job asks
 * for it.
 */
public final class CronWindow implements TimeWindow {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final Pattern PATTERN =
      Pattern.compile("(\\S+(?: +\\S+){4}) +for +(\\S+)(?: +(\\S+))?");
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final String expression;
  private final Duration length;
  private final ZoneId zone;
  private final ExecutionTime begins;

  private CronWindow(String expression, Duration length, ZoneId zone) {
    this.expression = expression;
    this.length = length;
    this.zone = zone;
    Cron cron = PARSER.parse(expression);
    this.begins = ExecutionTime.forCron(cron);
  }

  @Override
  public boolean covers(Instant moment) {
    ZonedDateTime time = moment.atZone(zone);
    ZonedDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    Optional<ZonedDateTime> begin =
        begins.isMatch(minute) ? Optional.of(minute) : begins.lastExecution(minute);
    return begin.filter(last -> time.isBefore(last.plus(length))).isPresent();
  }

  /**
   * The window that a text means, if it has the form of one.
   *
   * @throws Mismatch if it has the form, and means none
   */
  static Optional<CronWindow> of(String text) throws Mismatch {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Duration length =
        DurationText.parse(parts.group(2))
            .filter(given -> given.compareTo(SHORTEST) >= 0)
            .filter(given -> given.compareTo(Durations.LONGEST) <= 0)
            .orElseThrow(
                () ->
                    new Mismatch(
                        "lasts \"%s\", expected a length from %s to %s such as 8h or 90m"
                            .formatted(
                                parts.group(2),
                                DurationText.of(SHORTEST),
                                DurationText.of(Durations.LONGEST))));
    ZoneId zone = TimeWindow.zone(Optional.ofNullable(parts.group(3)));
    return Optional.of(window(parts.group(1).replaceAll(" +", " "), length, zone));
  }

  private static CronWindow window(String expression, Duration length, ZoneId zone)
      throws Mismatch {
    try {
      CronWindow window = new CronWindow(expression, length, zone);
      if (window.begins.nextExecution(Instant.EPOCH.atZone(zone)).isEmpty()) {
        throw new Mismatch("never begins, expected a day that there is: " + expression);
      }
      return window;
    } catch (IllegalArgumentException e) {
      throw new Mismatch(
          "has the cron expression \"%s\" (%s), expected minute, hour, day of the month, month, day of the week"
              .formatted(expression, e.getMessage()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return CronWindow.class.isInstance(other) && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(expression, length, zone);
  }

  /** As it is written in a job's file. */
  @Override
  public String toString() {
    return "%s for %s %s".formatted(expression, DurationText.of(length), zone);
  }
}
