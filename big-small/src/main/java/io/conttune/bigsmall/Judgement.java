package io.conttune.bigsmall;

import static java.util.stream.Collectors.joining;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Provisioning;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The state of a job, and the signs that show it.
 *
 * @param provisioning UNDER, CATCHING_UP or NORMAL; the Small phase finds out if there is too much
 * @param saturated operators other than sources that are busy all the time
 * @param signs sentences for a person that support the judgement, the strongest first
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
    return signs.size() > SHOWN ? shown + " and %d more".formatted(signs.size() - SHOWN) : shown;
  }
}
