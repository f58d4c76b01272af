package io.conttune.controller.rescale.plan;

import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.core.Case;
import io.conttune.core.DurationText;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses how the state of a job is taken. A savepoint leaves nothing to be read again, but its
 * barrier waits for all data in flight: under overload for tens of seconds, and past the timeout of
 * checkpoints it kills the job. A retained checkpoint is there at once, and input since then is
 * read again, which sinks must bear.
 */
record CaptureChooser(CaptureConfig config, Sinks sinks) {
  CaptureChooser {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(sinks, "sinks");
  }

  /** A choice, or why the job is better left running. */
  sealed interface Verdict {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Chosen, R, X> chosen, Case<Held, R, X> held) throws X;

    /** The state is taken so. */
    record Chosen(CaptureChoice choice) implements Verdict {
      @Override
      public <R, X extends Exception> R match(Case<Chosen, R, X> chosen, Case<Held, R, X> held)
          throws X {
        return chosen.of(this);
      }
    }

    /** Neither way is safe or fits; each sentence says what would help. */
    record Held(List<String> reasons) implements Verdict {
      @Override
      public <R, X extends Exception> R match(Case<Chosen, R, X> chosen, Case<Held, R, X> held)
          throws X {
        return held.of(this);
      }
    }
  }

  /** The time that Flink allows a savepoint where nothing is set. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** The longest wait for a savepoint of a job that is not short, where nothing is set. */
  private static final Duration UNHURRIED = Duration.ofMinutes(1);

  /**
   * The choice for a job with these checkpoints.
   *
   * @param flow the time in which its data in flight is worked off; empty if it cannot be told
   * @param writing the time in which earlier savepoints say that its state is written
   * @param provisioning the balance that the rescale is to put right
   */
  Verdict choose(
      Optional<Duration> flow,
      Duration writing,
      CheckpointFacts checkpoints,
      Provisioning provisioning) {
    SavepointTime time =
        new SavepointTime(
            flow.map(known -> longer(known, checkpoints.aligned().orElse(Duration.ZERO))), writing);
    List<String> againstCheckpoint = againstCheckpoint(checkpoints);
    return switch (config.mode()) {
      case SAVEPOINT ->
          againstSavepoint(time.whole(), checkpoints)
              .<Verdict>map(reason -> new Verdict.Held(List.of(reason)))
              .orElseGet(() -> savepoint(time, "rescale.capture is savepoint"));
      case CHECKPOINT ->
          againstCheckpoint.isEmpty()
              ? checkpoint(time, "rescale.capture is checkpoint")
              : new Verdict.Held(againstCheckpoint);
      case AUTO ->
          automatic(time, checkpoints, budget(checkpoints, provisioning), againstCheckpoint);
    };
  }

  /**
   * The estimate for a savepoint.
   *
   * @param drain for which its barrier waits for data in flight; empty if it cannot be told
   * @param writing of the state
   */
  private record SavepointTime(Optional<Duration> drain, Duration writing) {
    Optional<Duration> whole() {
      return drain.map(writing::plus);
    }
  }

  /**
   * The longest wait for data in flight. A job that is short works it off at its full ability, as
   * it would if it were left alone, and then its backlog would grow without end. So only the
   * timeout of the savepoint limits its wait.
   */
  private Duration budget(CheckpointFacts checkpoints, Provisioning provisioning) {
    Duration untold = provisioning == Provisioning.UNDER ? safe(timeout(checkpoints)) : UNHURRIED;
    return config.drainBudget().orElse(untold);
  }

  private static Duration timeout(CheckpointFacts checkpoints) {
    return checkpoints.timeout().orElse(DEFAULT_TIMEOUT);
  }

  /** Half of a timeout is kept in hand: an estimate is one. */
  private static Duration safe(Duration timeout) {
    return timeout.dividedBy(2);
  }

  private Verdict automatic(
      SavepointTime time,
      CheckpointFacts checkpoints,
      Duration budget,
      List<String> againstCheckpoint) {
    String estimate = "a savepoint is estimated to take " + text(time.whole());
    Optional<String> againstSavepoint = againstSavepoint(time.whole(), checkpoints);
    if (isWithin(time.whole(), config.checkpointAbove()) && againstSavepoint.isEmpty()) {
      return savepoint(time, estimate);
    }
    if (againstCheckpoint.isEmpty()) {
      return checkpoint(
          time, estimate + ", the newest checkpoint is " + text(checkpoints.age()) + " old");
    }
    if (isWithin(time.drain(), budget) && againstSavepoint.isEmpty()) {
      return savepoint(
          time,
          estimate + "; a retained checkpoint would be quicker, but " + againstCheckpoint.get(0));
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(
        againstSavepoint.orElse(
            "a savepoint is estimated to wait %s for data in flight, and rescale.drain-budget is %s; raise it, or lower the load for a while"
                .formatted(text(time.drain()), DurationText.of(budget))));
    againstCheckpoint.forEach(
        reason -> reasons.add("a retained checkpoint would do, but " + reason));
    return new Verdict.Held(reasons);
  }

  private static Optional<String> againstSavepoint(
      Optional<Duration> time, CheckpointFacts checkpoints) {
    return againstTimeout(time, checkpoints).or(() -> againstLoss(time, checkpoints));
  }

  /** The objection to a savepoint whose failure may end the job and delete its state. */
  private static Optional<String> againstLoss(
      Optional<Duration> time, CheckpointFacts checkpoints) {
    if (checkpoints.enabled()) {
      return checkpoints
          .afterFailure()
          .lossByOne()
          .map(why -> "a savepoint that fails may leave nothing of the job: " + why);
    }
    // The best that can be known of a job that takes no checkpoints is that a savepoint is quick.
    return isWithin(time, safe(timeout(checkpoints)))
        ? Optional.empty()
        : Optional.of(
            "a savepoint is estimated to take %s, and one that fails would end the job and leave nothing of its state, because it takes no checkpoints; set execution.checkpointing.interval"
                .formatted(text(time)));
  }

  private static Optional<String> againstTimeout(
      Optional<Duration> time, CheckpointFacts checkpoints) {
    return checkpoints
        .timeout()
        .filter(timeout -> !isWithin(time, safe(timeout)) && time.isPresent())
        .map(
            timeout ->
                "a savepoint is estimated to take %s, and past execution.checkpointing.timeout, which is %s, a stop kills the job; raise it"
                    .formatted(text(time), DurationText.of(timeout)));
  }

  private List<String> againstCheckpoint(CheckpointFacts checkpoints) {
    List<String> reasons = new ArrayList<>();
    if (!sinks.bearReplay()) {
      reasons.add(
          "the sinks are not declared to bear replay; if they do, set sinks: transactional or sinks: idempotent");
    }
    if (!checkpoints.enabled()) {
      reasons.add("the job takes no checkpoints; set execution.checkpointing.interval");
      return reasons;
    }
    if (!checkpoints.retained()) {
      reasons.add(
          "its checkpoints do not survive a cancel; set execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION");
    }
    if (checkpoints.age().isEmpty()) {
      reasons.add("the job has not completed a checkpoint yet");
    } else if (!isWithin(checkpoints.age(), config.checkpointAge())) {
      reasons.add(
          "its newest checkpoint is %s old, and rescale.checkpoint-age is %s; unaligned checkpoints complete under backpressure (execution.checkpointing.unaligned.enabled: true)"
              .formatted(text(checkpoints.age()), DurationText.of(config.checkpointAge())));
    }
    return reasons;
  }

  private static boolean isWithin(Optional<Duration> duration, Duration limit) {
    return duration.filter(value -> value.compareTo(limit) <= 0).isPresent();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static String text(Optional<Duration> duration) {
    return duration
        .map(value -> String.format(Locale.ROOT, "%.1f s", value.toMillis() / 1000.0))
        .orElse("a time that cannot be told");
  }

  private static Verdict savepoint(SavepointTime time, String reason) {
    return new Verdict.Chosen(new CaptureChoice(Capture.SAVEPOINT, time.drain(), reason));
  }

  private static Verdict checkpoint(SavepointTime time, String reason) {
    return new Verdict.Chosen(new CaptureChoice(Capture.CHECKPOINT, time.drain(), reason));
  }
}
