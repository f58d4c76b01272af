package io.conttune.controller.rescale.process;

import io.conttune.core.rescale.Attempt.Direction;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.Look;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Moves an entry of the journal to its next stage. Times in it are those of the wall clock, for
 * people; how long something lasts is measured by {@link Sightings}.
 */
final class Transitions {
  private static final int LARGEST_BACKOFF = 32;
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  /**
   * The time for which a job must stay unknown before it counts as forgotten. A JobManager with
   * high availability recovers its jobs in it.
   */
  private static final Duration ABSENCE = Duration.ofSeconds(10);

  private final SteadyClock clock;
  private final Sightings sightings;

  Transitions(SteadyClock clock, Sightings sightings) {
    this.clock = clock;
    this.sightings = sightings;
  }

  Instant now() {
    return clock.instant();
  }

  RescaleEntry to(RescaleEntry entry, Stage stage, String what) {
    return entry.to(stage, now(), what);
  }

  /** The present time by Flink's clock, as it was told with this condition. */
  private Instant flinkTime(Present job) {
    return job.now().orElseGet(this::now);
  }

  /** The same stage of a job that is asked to stop now. */
  RescaleEntry askedToStop(RescaleEntry entry, Present job) {
    return entry.with(entry.timeline().asked(flinkTime(job)));
  }

  /** The same stage of a job whose former run ended at this time of Flink's clock. */
  static RescaleEntry down(RescaleEntry entry, Instant endedAt) {
    return entry.with(entry.timeline().down(endedAt));
  }

  /** The same stage of a job that is seen to be up. */
  RescaleEntry cameUp(RescaleEntry entry, Present job) {
    Instant seen = flinkTime(job);
    Instant since = job.runningSince().orElse(seen);
    return up(entry.with(entry.attempt().runningSince(since)), seen);
  }

  /** The same stage of a job that went down at this time of Flink's clock, and is seen to be up. */
  RescaleEntry cameUpAgain(RescaleEntry entry, Instant downSince, Present job) {
    return up(down(entry, downSince), flinkTime(job));
  }

  /** The same stage of a job all of whose subtasks run since this time of Flink's clock. */
  static RescaleEntry up(RescaleEntry entry, Instant since) {
    return entry.with(entry.timeline().up(since));
  }

  /** The next attempt, which begins at once. */
  RescaleEntry back(RescaleEntry entry, String why) {
    return back(entry, Duration.ZERO, why);
  }

  RescaleEntry back(RescaleEntry entry, Duration pause, String why) {
    return entry.nextAttemptBack(now(), pause, why);
  }

  /**
   * The pause before the next attempt back: none at first, then the retry time, which doubles with
   * every attempt up to a limit.
   */
  Duration backoff(RescaleEntry entry) {
    if (entry.direction() == Direction.FORWARD) {
      return Duration.ZERO;
    }
    long factor = Math.min(LARGEST_BACKOFF, 1L << Math.min(entry.attempt().number() - 1, 30));
    return entry.plan().patience().retry().multipliedBy(factor);
  }

  /** Whether this process has waited this long in the entry's stage. */
  boolean waited(RescaleEntry entry, Duration patience) {
    return sightings.isInStageFor(patience, entry);
  }

  /** Whether this is the first look in this stage. */
  boolean isFirstLook(RescaleEntry entry) {
    return entry.attempt().current().look() == Look.FIRST;
  }

  /**
   * The same stage once more, when every answer of the cluster is newer than this look. Flink
   * answers from caches that expire one by one: a job may be shown as FINISHED while its
   * checkpoints are shown as before its savepoint, or as RUNNING when it has failed.
   */
  RescaleEntry lookAgain(RescaleEntry entry) {
    Duration age = entry.plan().patience().answerAge();
    return looking(entry, Look.AGAIN, age.isZero() ? SHORTEST_WAIT : age);
  }

  /**
   * The same stage once more, as if it had just begun: a run that is seen alive now counts as ended
   * only after two looks, however often the stage was looked at before.
   */
  RescaleEntry lookAnew(RescaleEntry entry) {
    return entry.with(entry.attempt().looking(Look.ANEW));
  }

  /**
   * Returns whether a run was seen alive in this stage, so that one look does not prove its end.
   */
  boolean isToLookAnew(RescaleEntry entry) {
    return entry.attempt().current().look() == Look.ANEW;
  }

  /** The same stage once more, when the cluster had time to remember what it has forgotten. */
  RescaleEntry lookAgainAfterAbsence(RescaleEntry entry) {
    return looking(entry, Look.AGAIN, ABSENCE);
  }

  /** The same stage once more, in which the next look is a first one again. */
  RescaleEntry lookAfresh(RescaleEntry entry) {
    return entry.with(entry.attempt().looking(Look.FIRST));
  }

  /** The same stage once more, after this time. */
  RescaleEntry pause(RescaleEntry entry, Duration length) {
    return looking(entry, entry.attempt().current().look(), length);
  }

  private static RescaleEntry looking(RescaleEntry entry, Look look, Duration after) {
    return entry.with(entry.attempt().lookingAfter(after, look));
  }
}
