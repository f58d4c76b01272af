package io.conttune.controller.config.setting;

import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.Map;

/** The type of durations such as {@code 200ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
public final class Durations {
  /** The shortest duration that may be asked for, where 0 would make no sense. */
  public static final Duration SHORTEST = Duration.ofMillis(200);

  /** The longest duration; longer ones are typing mistakes. */
  public static final Duration LONGEST = Duration.ofDays(365);

  private static final String FORM = "a duration such as 200ms, 30s, 5m or 1h";

  private Durations() {}

  /** A duration from {@code least} to {@link #LONGEST}. */
  public static ScalarType<Duration> from(Duration least) {
    String range = DurationText.of(least) + " to " + DurationText.of(LONGEST);
    return ScalarType.<Duration>of(
            new ScalarType.Words(FORM, FORM),
            Map.of("type", "string"),
            scalar -> parsed(scalar.text(), least, range),
            DurationText::of)
        .within(
            range,
            Map.of(
                "pattern",
                DurationPattern.between(least, LONGEST),
                "patternErrorMessage",
                "expected " + FORM + ", from " + range),
            duration -> {
              if (isOutside(duration, least)) {
                throw new Mismatch("is " + duration + ", expected from " + range);
              }
              return duration;
            });
  }

  /** Compares here, where the text is known, so that a fault repeats what was typed. */
  private static Duration parsed(String text, Duration least, String range) throws Mismatch {
    Duration duration =
        DurationText.parse(text).orElseThrow(() -> new Mismatch(Scalars.unexpected(text, FORM)));
    if (isOutside(duration, least)) {
      throw new Mismatch(Scalars.unexpected(text, "from " + range));
    }
    return duration;
  }

  private static boolean isOutside(Duration duration, Duration least) {
    return duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0;
  }
}
