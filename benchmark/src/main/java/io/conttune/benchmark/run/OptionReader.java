package io.conttune.benchmark.run;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.offline.NumberText;
import io.conttune.core.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the values of options that were taken as text, so that all faults are told at once. */
public final class OptionReader {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<Fault> faults = new ArrayList<>();

  /** A whole number of this range; the least if it is none. */
  public int whole(String option, String text, int least, int most) {
    return NumberText.whole(text, least, most, faultOf(option)).orElse(least);
  }

  /** A duration above 0; a second if it is none. */
  public Duration duration(String option, String text) {
    Optional<Duration> duration = DurationText.parse(text).filter(each -> !each.isZero());
    if (duration.isEmpty()) {
      fault(option, "is \"%s\", expected a duration such as 200ms, 30s or 5m".formatted(text));
    }
    return duration.orElse(Duration.ofSeconds(1));
  }

  /** Notes that something is wrong with an option. */
  public void fault(String option, String message) {
    faultOf(option).accept(message);
  }

  /** The words of a text. */
  public static List<String> words(String text) {
    return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }

  /** What was read, or everything that was wrong. */
  public <T> Reading<T> read(Supplier<T> valid) {
    return faults.isEmpty() ? new Reading.Valid<>(valid.get()) : new Reading.Faulty<>(faults);
  }

  private Consumer<String> faultOf(String option) {
    return message -> faults.add(Fault.ofOption(option, message));
  }
}
