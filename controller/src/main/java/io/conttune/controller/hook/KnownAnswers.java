package io.conttune.controller.hook;

import io.conttune.core.tuning.PlanId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The newest answer about each plan, until it is too old to count. Not thread-safe. */
final class KnownAnswers {
  private final Duration longest;
  private final Map<PlanId, HookAnswer> answers = new HashMap<>();

  /** Answers that count for this long. */
  KnownAnswers(Duration longest) {
    this.longest = longest;
  }

  void keep(HookAnswer answer) {
    answers.put(answer.plan(), answer);
  }

  /** The answer about this plan, if there is one that still counts. */
  Optional<HookAnswer> about(PlanId plan) {
    answers.values().removeIf(answer -> answer.given().hasRunFor(longest));
    return Optional.ofNullable(answers.get(plan));
  }
}
