package io.conttune.controller.hook;

import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import java.io.IOException;
import java.time.Duration;

/** Somebody of the user's who judges plans. */
@FunctionalInterface
interface PlanJudge {
  /**
   * Asks about a plan, and waits for the verdict.
   *
   * @param timeout the longest time until it is there, above 0
   * @throws IOException if there is none in time; the message says why and holds no secret
   * @throws UnclearAnswerException if it was not understood
   * @throws InterruptedException at once if the thread is interrupted
   */
  PlanVerdict judge(ProposedPlan plan, Duration timeout)
      throws IOException, UnclearAnswerException, InterruptedException;
}
