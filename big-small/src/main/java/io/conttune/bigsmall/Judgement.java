package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Provisioning;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The state that a job is in, and by which signs.
 *
 * @param provisioning UNDER, CATCHING_UP or NORMAL; whether there is too much is for the small
 *     phase to tell
 * @param saturated operators other than sources that are busy all the time
 * @param signs what speaks for it, for a person; the strongest first
 */
record Judgement(Provisioning provisioning, Set<OperatorId> saturated, List<String> signs) {
  private static final int SHOWN = 3;

  Judgement {
    Objects.requireNonNull(provisioning, "provisioning");
    saturated = Set.copyOf(saturated);
    signs = List.copyOf(signs);
  }

  /** The first signs in one clause. */
  String summary() {
    String shown = signs.stream().limit(SHOWN).collect(joining(", "));
    return signs.size() > SHOWN
        ? shown + " and %d more signs".formatted(signs.size() - SHOWN)
        : shown;
  }
}
