package io.conttune.core.rescale;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The moments at which a rescale took the job down and brought it up again, by Flink's clock.
 *
 * @param askedAt the time at which the job was asked to stop, or told to ask for another
 *     parallelism
 * @param down the time at which the former run reached its end state (resolution 1 ms); in place,
 *     when the job entered RUNNING anew, some 10 ms after its former subtasks had ended
 * @param up the time at which the last subtask of the run that remained began to run: to the
 *     millisecond where Flink tells how long each subtask was in each state (≥ 1.16), otherwise
 *     when it was first seen, which is late by a poll and the age of a cached answer at most
 */
public record RescaleTimes(
    Optional<Instant> askedAt, Optional<Instant> down, Optional<Instant> up) {
  /** Nothing has happened yet. */
  public static final RescaleTimes EMPTY =
      new RescaleTimes(Optional.empty(), Optional.empty(), Optional.empty());

  public RescaleTimes {
    Objects.requireNonNull(askedAt, "askedAt");
    Objects.requireNonNull(down, "down");
    Objects.requireNonNull(up, "up");
  }

  /** From the end of the former run until every subtask of the new one ran. */
  public Optional<Duration> downtime() {
    return down.flatMap(from -> up.map(to -> Duration.between(from, to)))
        .filter(duration -> !duration.isNegative());
  }

  /** From the request to stop until the former run had ended: what taking the state cost. */
  public Optional<Duration> stopping() {
    return askedAt
        .flatMap(from -> down.map(to -> Duration.between(from, to)))
        .map(duration -> duration.isNegative() ? Duration.ZERO : duration);
  }

  /** The same times, of a job that is asked to stop at this one; the first request counts. */
  public RescaleTimes asked(Instant at) {
    return new RescaleTimes(askedAt.or(() -> Optional.of(at)), down, up);
  }

  /** The same times, of a job that went down at this one; its first end counts. */
  public RescaleTimes down(Instant at) {
    return new RescaleTimes(askedAt, down.or(() -> Optional.of(at)), up);
  }

  /** The same times, of a job all of whose subtasks run since this one; the last word counts. */
  public RescaleTimes up(Instant at) {
    return new RescaleTimes(askedAt, down, Optional.of(at));
  }

  /**
   * The same times, of a rescale that took this long: none is later than this after the first one.
   * If Flink's clock is set forward in between, its times lie further apart than that.
   */
  public RescaleTimes within(Duration length) {
    Optional<Instant> latest = askedAt.or(() -> down).map(first -> first.plus(length));
    return new RescaleTimes(askedAt, notAfter(latest, down), notAfter(latest, up));
  }

  private static Optional<Instant> notAfter(Optional<Instant> latest, Optional<Instant> time) {
    return time.map(at -> latest.filter(at::isAfter).orElse(at));
  }
}
