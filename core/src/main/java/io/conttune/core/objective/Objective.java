package io.conttune.core.objective;

import io.conttune.core.Require;
import java.time.Duration;

/**
 * An objective of the user for a job: for this share of the time, no record waits longer than the
 * lag. The headroom of the job, its time to catch up, and the backlog that it may have follow.
 *
 * @param lag the records that wait for a source, in seconds of its rate, above 0
 * @param share of the time, in (0, 1]
 */
public record Objective(Duration lag, double share) {
  /** Restarts are taken to be at least this far apart. */
  private static final Duration BETWEEN_RESTARTS = Duration.ofMinutes(15);

  /** Headroom for the load that comes and goes: a change of less is not answered by a restart. */
  private static final double ROOM = 0.1;

  /** A job never gets more than twice what its rate needs. */
  private static final double MOST_HEADROOM = 1;

  /** One outage may use the time beyond the lag that the share allows in so many hours. */
  private static final Duration ALLOWANCE = Duration.ofHours(4);

  private static final Duration LONGEST_CATCH_UP = Duration.ofHours(1);
  private static final double MILLIS = 1000;

  public Objective {
    Require.atLeast("lag", Duration.ofMillis(1), lag);
    Require.positive("share of the time", Require.share("share of the time", share));
  }

  /**
   * The share of its capacity that an operator should use, in [0.5, 1). A restart within the lag
   * needs headroom only to be worked off before the next one. One that takes longer needs so much
   * that the job is beyond its lag for no more than the share allows.
   *
   * @param restart time that a restart is expected to keep the job from its input
   */
  public double utilization(Duration restart) {
    double apart = seconds(BETWEEN_RESTARTS);
    double beyond = seconds(restart) - seconds(lag);
    double allowed = (1 - share) * apart;
    double returning = MOST_HEADROOM;
    if (beyond <= 0) {
      returning = seconds(restart) / apart;
    } else if (beyond < allowed) {
      returning = beyond / (allowed - beyond);
    }
    return 1 / (1 + Math.min(MOST_HEADROOM, ROOM + returning));
  }

  /** The time within which a backlog beyond the lag should be worked off. */
  public Duration catchUp() {
    Duration allowed = Duration.ofMillis(Math.round((1 - share) * ALLOWANCE.toMillis()));
    Duration most = allowed.compareTo(LONGEST_CATCH_UP) > 0 ? LONGEST_CATCH_UP : allowed;
    return most.compareTo(lag) < 0 ? lag : most;
  }

  /**
   * The backlog, in seconds of the rate, that may wait for as long as a restart can still be done
   * within the lag; zero where a restart takes as long as the lag.
   *
   * @param restart time that a restart is expected to keep the job from its input
   */
  public Duration tolerableBacklog(Duration restart) {
    Duration rest = lag.minus(restart);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /**
   * The share of a span that lies beyond the lag, where the lag goes in a straight line.
   *
   * @param from lag at its begin, in seconds
   * @param to lag at its end
   */
  public double shareBeyond(double from, double to) {
    double limit = seconds(lag);
    double least = Math.min(from, to);
    double most = Math.max(from, to);
    if (most <= limit) {
      return 0;
    }
    return least >= limit ? 1 : (most - limit) / (most - least);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
