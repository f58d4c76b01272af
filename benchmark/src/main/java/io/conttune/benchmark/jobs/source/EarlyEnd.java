package io.conttune.benchmark.jobs.source;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A place where somebody may write, while a job runs, that its input ends before its schedule does.
 *
 * @param file will hold how many steps of the schedule are played; blank if there is no such place
 */
public record EarlyEnd(String file) implements Serializable {
  /** The input ends with its schedule. */
  public static final EarlyEnd NEVER = new EarlyEnd("");

  /** More than a busy machine needs to write a small file: no reader may be past the end then. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  /** A reader looks so often. */
  static final Duration LOOKED_FOR_EVERY = Duration.ofMillis(100);

  /**
   * Ends the input with the first step that ends two seconds or more after now.
   *
   * @return what is then left of the schedule
   * @throws IOException if the file cannot be written
   */
  public RateSchedule endSoon(RateSchedule schedule, Instant now) throws IOException {
    Duration played = Duration.between(schedule.start(), now.plus(AHEAD));
    long steps = played.dividedBy(schedule.stepDuration()) + 1;
    RateSchedule left = schedule.first((int) Math.min(steps, schedule.recordsPerSecond().size()));
    Path written = Path.of(file + ".tmp");
    Files.writeString(written, String.valueOf(left.recordsPerSecond().size()));
    Files.move(written, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
    return left;
  }

  /** What is played of a schedule, as far as is known now. */
  RateSchedule of(RateSchedule schedule) throws IOException {
    return isPossible() && Files.exists(Path.of(file))
        ? schedule.first(Integer.parseInt(Files.readString(Path.of(file))))
        : schedule;
  }

  /** Whether there is a place to look at. */
  boolean isPossible() {
    return !file.isBlank();
  }
}
