package io.conttune.controller.rescale.plan;

import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.Sinks;
import io.conttune.core.Case;
import io.conttune.core.DurationText;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ParallelismRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses whether a job is rescaled in place. The scheduler restarts it from its newest checkpoint,
 * and input since then is read again, as after any failure; without a checkpoint it would start
 * from scratch, and with an upper bound above the slots there are it would be down for long. If it
 * does not come up, it fails until that is taken back, and must outlive its restart strategy.
 *
 * @param mode the user's choice
 * @param sinks whether they write a record twice that is sent twice
 * @param checkpointAge the greatest age of the newest checkpoint, unless the user insists
 */
record InPlaceChooser(InPlaceMode mode, Sinks sinks, Duration checkpointAge) {
  InPlaceChooser {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(sinks, "sinks");
    Objects.requireNonNull(checkpointAge, "checkpointAge");
  }

  /** The answer: the requirements to ask for, or the reason to restart the job instead. */
  sealed interface Approach {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<InPlace, R, X> inPlace, Case<Otherwise, R, X> otherwise)
        throws X;

    /**
     * In place.
     *
     * @param reason one sentence for a person
     * @param former the requirements of now
     * @param wanted the user's lower bounds, and the wanted parallelism as upper ones
     */
    record InPlace(
        String reason,
        Map<OperatorId, ParallelismRange> former,
        Map<OperatorId, ParallelismRange> wanted)
        implements Approach {
      @Override
      public <R, X extends Exception> R match(
          Case<InPlace, R, X> inPlace, Case<Otherwise, R, X> otherwise) throws X {
        return inPlace.of(this);
      }
    }

    /** Not in place; each sentence says what would help. */
    record Otherwise(List<String> reasons) implements Approach {
      @Override
      public <R, X extends Exception> R match(
          Case<InPlace, R, X> inPlace, Case<Otherwise, R, X> otherwise) throws X {
        return otherwise.of(this);
      }
    }
  }

  Approach choose(InPlaceFacts facts, Map<OperatorId, Integer> wanted) {
    Optional<Map<OperatorId, ParallelismRange>> asked = facts.asked();
    if (asked.isEmpty()) {
      // Most jobs cannot be rescaled in place. With auto, nobody needs to be told that they are
      // restarted.
      return new Approach.Otherwise(
          mode == InPlaceMode.AUTO
              ? List.of()
              : List.of(
                  "the job's scheduler cannot be asked for another parallelism; that takes Flink 1.18"
                      + " or later with jobmanager.scheduler: adaptive"));
    }
    List<String> reasons = new ArrayList<>(againstRanges(asked.get(), wanted, facts.slots()));
    reasons.addAll(againstCheckpoints(facts.checkpoints()));
    if (!reasons.isEmpty()) {
      return new Approach.Otherwise(reasons);
    }
    Map<OperatorId, ParallelismRange> ranges = new LinkedHashMap<>();
    wanted.forEach(
        (id, most) -> ranges.put(id, new ParallelismRange(asked.get().get(id).lowerBound(), most)));
    return new Approach.InPlace(reason(facts.checkpoints()), asked.get(), ranges);
  }

  private List<String> againstRanges(
      Map<OperatorId, ParallelismRange> asked, Map<OperatorId, Integer> wanted, SlotCount slots) {
    if (!asked.keySet().equals(wanted.keySet())) {
      return List.of(
          "the job asks for the job vertices %s and is to be given %s"
              .formatted(asked.keySet(), wanted.keySet()));
    }
    List<String> reasons = new ArrayList<>();
    if (slots.needed() > slots.found()) {
      reasons.add(
          "in place the job needs %d slots, and it holds or finds free %d (%s): it would be down while the scheduler waits for more"
              .formatted(slots.needed(), slots.found(), slots.holdings()));
    }
    asked.forEach(
        (id, range) -> {
          if (range.lowerBound() > wanted.get(id)) {
            reasons.add(
                "job vertex %s asks for at least %d, more than the %d wanted; lower its lower bound"
                    .formatted(id, range.lowerBound(), wanted.get(id)));
          }
        });
    return reasons;
  }

  /** Why sinks stand against input that is read again, which a rescale in place always does. */
  static Optional<String> againstReplay(InPlaceMode mode, Sinks sinks) {
    return mode == InPlaceMode.ALWAYS || sinks.bearReplay()
        ? Optional.empty()
        : Optional.of(
            "in place the input since the newest checkpoint is read again, and the sinks are not"
                + " declared to bear it; if they do, set sinks: transactional or sinks: idempotent,"
                + " if that does not matter rescale.in-place: always");
  }

  private List<String> againstCheckpoints(CheckpointFacts checkpoints) {
    List<String> reasons = new ArrayList<>();
    checkpoints.lossInPlace().ifPresent(reasons::add);
    if (mode == InPlaceMode.ALWAYS || checkpoints.newest().isEmpty()) {
      return reasons;
    }
    againstReplay(mode, sinks).ifPresent(reasons::add);
    if (checkpoints.age().filter(age -> age.compareTo(checkpointAge) <= 0).isEmpty()) {
      reasons.add(
          "the newest checkpoint is older than rescale.checkpoint-age, which is "
              + DurationText.of(checkpointAge));
    }
    return reasons;
  }

  private String reason(CheckpointFacts checkpoints) {
    String replay =
        checkpoints
            .age()
            .map(age -> "input of %.1f s is read again".formatted(age.toMillis() / 1000.0))
            .orElse("input since its newest checkpoint is read again");
    return mode == InPlaceMode.ALWAYS && !sinks.bearReplay()
        ? "rescale.in-place is always; " + replay + ", and sinks that are at least once show it"
        : "the job's scheduler can be asked for another parallelism; " + replay;
  }
}
