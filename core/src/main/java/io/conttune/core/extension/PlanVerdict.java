package io.conttune.core.extension;

import io.conttune.core.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The answer of somebody who is asked about a plan.
 *
 * @param answer what is to become of the plan
 * @param reason why, for a person; empty text if none is given
 * @param parallelism of a changed plan, by id or name of each operator that is changed
 */
public record PlanVerdict(Answer answer, String reason, Map<String, Integer> parallelism) {
  /** The answers that there are. */
  public enum Answer {
    /** Carry the plan out. */
    GO,
    /** Do not carry it out now. */
    HOLD,
    /** Carry it out with other numbers. */
    CHANGE
  }

  public PlanVerdict {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(reason, "reason");
    parallelism = Collections.unmodifiableMap(new LinkedHashMap<>(parallelism));
    parallelism.forEach((name, subtasks) -> Require.atLeast("parallelism of " + name, 1, subtasks));
    if (parallelism.isEmpty() == (answer == Answer.CHANGE)) {
      throw new IllegalArgumentException(
          answer == Answer.CHANGE
              ? "a change without parallelism, expected that of at least one operator"
              : "a parallelism without a change, expected none");
    }
  }

  /** Carry the plan out. */
  public static PlanVerdict go() {
    return new PlanVerdict(Answer.GO, "", Map.of());
  }

  /** Do not carry it out now. */
  public static PlanVerdict hold(String reason) {
    return new PlanVerdict(Answer.HOLD, reason, Map.of());
  }

  /**
   * Carry it out with other numbers, each between the present one and the planned one.
   *
   * @param parallelism by id or name of each operator that is changed
   */
  public static PlanVerdict change(Map<String, Integer> parallelism, String reason) {
    return new PlanVerdict(Answer.CHANGE, reason, parallelism);
  }

  /** The reason behind a colon, if there is one. */
  public String because() {
    return reason.isBlank() ? "" : ": " + reason;
  }
}
