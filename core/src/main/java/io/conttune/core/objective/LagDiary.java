package io.conttune.core.objective;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Adds up for how much of the last day a job has kept its objective. Between two moments the lag
 * goes in a straight line. Not thread-safe.
 */
public final class LagDiary {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 24;
  private static final double MILLIS = 1000;

  /** Nobody knows what the lag was farther away from a moment than this. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  private final Objective objective;
  private final Deque<Hour> hours = new ArrayDeque<>();
  private Optional<Moment> last = Optional.empty();

  /** A diary that has no entry yet. */
  public LagDiary(Objective objective) {
    this.objective = objective;
  }

  /** The lag at a time that passes steadily. */
  private record Moment(Duration at, double lagSeconds) {}

  /** The time that was seen in an hour, or in the part of it that has passed. */
  private record Hour(long number, double seen, double beyond) {}

  /** The lag is known to be so long now. */
  public void note(Duration now, double lagSeconds) {
    last.filter(before -> now.minus(before.at()).compareTo(LONGEST_GAP) <= 0)
        .ifPresent(before -> add(now, before, lagSeconds));
    last = Optional.of(new Moment(now, lagSeconds));
  }

  /** The job has processed nothing since the last moment, so its lag has grown by all the time. */
  public void noteDown(Duration now) {
    last.ifPresent(
        before -> {
          double grown = before.lagSeconds() + seconds(now.minus(before.at()));
          add(now, before, grown);
          last = Optional.of(new Moment(now, grown));
        });
  }

  /** Nobody knows the lag now. */
  public void forget() {
    last = Optional.empty();
  }

  /**
   * How far the objective was kept until now. Empty as long as no time was seen, and once the lag
   * has not been known for two minutes.
   */
  public Optional<KeptObjective> kept(Duration now) {
    double seen = hours.stream().mapToDouble(Hour::seen).sum();
    double beyond = hours.stream().mapToDouble(Hour::beyond).sum();
    return last.filter(moment -> seen > 0 && now.minus(moment.at()).compareTo(LONGEST_GAP) <= 0)
        .map(
            moment ->
                new KeptObjective(
                    objective, duration(seen), duration(beyond), moment.lagSeconds()));
  }

  private void add(Duration now, Moment before, double lagSeconds) {
    double passed = seconds(now.minus(before.at()));
    double beyond = passed * objective.shareBeyond(before.lagSeconds(), lagSeconds);
    long number = now.dividedBy(HOUR);
    Hour present =
        hours.isEmpty() || hours.getLast().number() != number
            ? new Hour(number, 0, 0)
            : hours.removeLast();
    hours.addLast(new Hour(number, present.seen() + passed, present.beyond() + beyond));
    hours.removeIf(hour -> hour.number() <= number - HOURS);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }
}
