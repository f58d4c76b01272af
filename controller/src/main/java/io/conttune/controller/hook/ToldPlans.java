package io.conttune.controller.hook;

import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import java.io.IOException;
import java.time.Duration;

/**
 * A program that gets each plan as a JSON document and answers with one.
 *
 * @param call the way to it
 */
record ToldPlans(HookCall call) implements PlanJudge {
  @Override
  public PlanVerdict judge(ProposedPlan plan, Duration timeout)
      throws IOException, UnclearAnswerException, InterruptedException {
    return HookDocuments.reply(call.answer(HookDocuments.question(plan), timeout));
  }
}
