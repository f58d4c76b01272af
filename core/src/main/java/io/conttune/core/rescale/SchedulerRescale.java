package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of parallelism as the adaptive scheduler tells it in its history (Flink 2.3 and later).
 *
 * @param cause for which it began, as Flink calls it: for example {@code UPDATE_REQUIREMENT}
 * @param end as Flink calls it, with its reason: {@code COMPLETED}, {@code FAILED} or {@code
 *     IGNORED}; empty while it goes on
 * @param startedAt by Flink's clock
 * @param lasted until it came to its end; empty while it goes on
 * @param slots before and after it; empty where Flink does not tell both
 */
public record SchedulerRescale(
    String cause,
    Optional<End> end,
    Instant startedAt,
    Optional<Duration> lasted,
    Optional<SlotChange> slots) {
  public SchedulerRescale {
    Require.text("cause of a rescale", cause);
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(lasted, "lasted");
    Objects.requireNonNull(slots, "slots");
  }

  /**
   * The end of a change.
   *
   * @param state as Flink calls it
   * @param reason as Flink calls it; empty if it gives none
   */
  public record End(String state, Optional<String> reason) {
    public End {
      Require.text("state of a rescale", state);
      Objects.requireNonNull(reason, "reason");
    }

    private String text() {
      return state + reason.map(why -> " (" + why + ")").orElse("");
    }
  }

  /**
   * The slots that the whole job had.
   *
   * @param before the change; 0 at the start of the job
   * @param after the change
   */
  public record SlotChange(int before, int after) {
    public SlotChange {
      Require.atLeast("slots before", 0, before);
      Require.atLeast("slots after", 0, after);
    }
  }

  /**
   * The one that was completed last since then, or else the newest since then.
   *
   * @param changes in any order
   * @param since by Flink's clock
   */
  public static Optional<SchedulerRescale> foremost(List<SchedulerRescale> changes, Instant since) {
    return changes.stream()
        .filter(change -> !change.startedAt().isBefore(since))
        .max(
            Comparator.comparing(SchedulerRescale::isCompleted)
                .thenComparing(SchedulerRescale::startedAt));
  }

  private boolean isCompleted() {
    return end.filter(known -> known.state().equals("COMPLETED")).isPresent();
  }

  /** The same change, of which the slots are known. */
  public SchedulerRescale withSlots(SlotChange change) {
    return new SchedulerRescale(cause, end, startedAt, lasted, Optional.of(change));
  }

  /** What it came to, for a person, as the end of a sentence. */
  public String describe() {
    return "its scheduler's history: %s, %s%s%s"
        .formatted(
            cause,
            end.map(End::text).orElse("not over yet"),
            lasted
                .map(time -> String.format(Locale.ROOT, " in %.1f s", time.toMillis() / 1000.0))
                .orElse(""),
            slots
                .map(change -> ", slots %d → %d".formatted(change.before(), change.after()))
                .orElse(""));
  }
}
