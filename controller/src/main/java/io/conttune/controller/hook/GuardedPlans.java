package io.conttune.controller.hook;

import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.extension.ExtensionFailedException;
import io.conttune.controller.extension.Made;
import io.conttune.core.extension.GuardExtension.PlanGuard;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import java.io.IOException;
import java.time.Duration;

/**
 * An extension that judges plans.
 *
 * @param guard that it makes for the job
 * @param calls to it, each as long as a question may take
 */
record GuardedPlans(Made<PlanGuard> guard, BoundedCalls calls) implements PlanJudge {
  @Override
  public PlanVerdict judge(ProposedPlan plan, Duration timeout)
      throws IOException, InterruptedException {
    try {
      return calls.call(() -> guard.get().judge(plan));
    } catch (ExtensionFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
