package io.conttune.controller.rescale.process;

import io.conttune.core.rescale.Progress.Direction;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How an entry moves on, by the clock. */
final class Transitions {
  private static final int LARGEST_BACKOFF = 32;
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  /** How long a job must be unknown: a JobManager with high availability recovers it meanwhile. */
  private static final Duration ABSENCE = Duration.ofSeconds(10);

  private static final Instant ANEW = Instant.EPOCH;

  private final InstantSource clock;

  Transitions(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  RescaleEntry to(RescaleEntry entry, Stage stage, String what) {
    return entry.to(stage, now(), what);
  }

  RescaleEntry back(RescaleEntry entry, Instant earliest, String why) {
    return entry.nextAttemptBack(now(), earliest, why);
  }

  /**
   * At once the first time, then after the retry time, doubled with every attempt up to a limit.
   */
  Instant backoff(RescaleEntry entry) {
    if (entry.direction() == Direction.FORWARD) {
      return now();
    }
    long factor = Math.min(LARGEST_BACKOFF, 1L << Math.min(entry.attempt() - 1, 30));
    return now().plus(entry.plan().patience().retry().multipliedBy(factor));
  }

  boolean waited(RescaleEntry entry, Duration patience) {
    return !now().isBefore(entry.stageSince().plus(patience));
  }

  /** Whether this stage was not told yet to look again. */
  boolean isFirstLook(RescaleEntry entry) {
    return !entry.notBefore().isAfter(entry.stageSince());
  }

  /**
   * The same stage once more, when every answer of the cluster is newer than this look. Flink
   * answers from caches that expire one by one: a job may be shown as FINISHED while its
   * checkpoints are shown as before its savepoint, or as RUNNING when it has failed.
   */
  RescaleEntry lookAgain(RescaleEntry entry) {
    Duration age = entry.plan().patience().answerAge();
    return entry.notBefore(now().plus(age.isZero() ? SHORTEST_WAIT : age));
  }

  /**
   * The same stage once more, in which a run that is seen alive now must be looked at twice when it
   * has ended, however often the stage was looked at before.
   */
  RescaleEntry lookAnew(RescaleEntry entry) {
    return entry.notBefore(ANEW);
  }

  /** Whether a run was alive that is to be looked at twice. */
  boolean isToLookAnew(RescaleEntry entry) {
    return entry.notBefore().equals(ANEW);
  }

  /** The same stage once more, when the cluster had time to remember what it has forgotten. */
  RescaleEntry lookAgainAfterAbsence(RescaleEntry entry) {
    return entry.notBefore(now().plus(ABSENCE));
  }
}
