package io.conttune.core.extension;

import java.util.Map;

/** Makes guards of the user's, which a {@code plan-hook} names. */
public non-sealed interface GuardExtension extends Extension {
  /**
   * A guard for one job. It is called often, also only to check a file, so it must be quick and
   * have no effect.
   *
   * @param settings those of the job's file
   * @throws IllegalArgumentException if a setting is wrong; the message says which, and what was
   *     expected
   */
  PlanGuard guard(Map<String, String> settings);

  /** Judges plans of the tuner before they are carried out. It may wait, and may be interrupted. */
  @FunctionalInterface
  interface PlanGuard {
    /**
     * The verdict on a plan.
     *
     * @throws Exception if there is none; {@code on-failure} of the hook counts then
     */
    PlanVerdict judge(ProposedPlan plan) throws Exception;
  }
}
