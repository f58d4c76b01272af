package io.conttune.controller.hook;

import io.conttune.core.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The answer of a program of the user's about a plan.
 *
 * @param verdict what is to become of the plan
 * @param reason why, for a person; empty text if it gives none
 * @param parallelism of a changed plan, by id or name of each operator that is changed
 */
record HookReply(Verdict verdict, String reason, Map<String, Integer> parallelism) {
  /** The answers that there are. */
  enum Verdict {
    /** Carry the plan out. */
    GO,
    /** Do not carry it out now. */
    HOLD,
    /** Carry it out with other numbers. */
    CHANGE
  }

  HookReply {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
    parallelism = Collections.unmodifiableMap(new LinkedHashMap<>(parallelism));
    parallelism.forEach((name, subtasks) -> Require.atLeast("parallelism of " + name, 1, subtasks));
  }

  /** The reason behind a colon, if there is one. */
  String because() {
    return reason.isBlank() ? "" : ": " + reason;
  }
}
