package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A part of the time that comes again: each day, or whenever a cron expression says. */
public sealed interface TimeWindow permits DailyRange, CronWindow {
  /** Whether this moment lies in it. Its begin does, its end does not. */
  boolean covers(Instant moment);

  /**
   * The window that a text means. Without a time zone it means UTC.
   *
   * @throws Mismatch if it means none; the message continues the sentence "this value …"
   */
  static TimeWindow of(String text) throws Mismatch {
    Optional<TimeWindow> cron = CronWindow.of(text).map(window -> window);
    Optional<TimeWindow> window = cron.isPresent() ? cron : DailyRange.in(text).map(range -> range);
    return window.orElseThrow(
        () ->
            new Mismatch(
                ("is \"%s\", expected a daily range such as \"22:00-06:00 Europe/Berlin\", or a cron"
                        + " expression with a length, such as \"0 22 * * FRI for 8h Europe/Berlin\"")
                    .formatted(text)));
  }

  /** The time zone of this name. */
  static ZoneId zone(Optional<String> name) throws Mismatch {
    try {
      return ZoneId.of(name.orElse("UTC"));
    } catch (DateTimeException e) {
      throw new Mismatch(
          "names the time zone %s, expected one such as Europe/Berlin or UTC"
              .formatted(name.orElseThrow()));
    }
  }

  /** As it stands in a job's file. */
  static ScalarType<TimeWindow> type() {
    return Scalars.text()
        .map(TimeWindow::of, TimeWindow::toString)
        .described(
            "daily range, or cron expression and length",
            Map.of(
                "type",
                "string",
                "pattern",
                "^(\\d\\d:\\d\\d-\\d\\d:\\d\\d|\\S+( +\\S+){4} +for +\\d+(ms|s|m|h))( +\\S+)?$"));
  }
}
