package io.conttune.controller.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.PlanHookConfig.OnFailure;
import io.conttune.controller.extension.BoundedCalls;
import io.conttune.controller.extension.Made;
import io.conttune.controller.hook.AskedPlanHook.Rules;
import io.conttune.controller.loop.PlanHook.Answer;
import io.conttune.core.extension.GuardExtension.PlanGuard;
import io.conttune.core.extension.PlanVerdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A guard of the user's in the place of a program. */
final class GuardedPlansTest extends HookFixture {
  private AskedPlanHook guarded(PlanGuard guard, OnFailure onFailure) {
    return new AskedPlanHook(
        new GuardedPlans(new Made<>(() -> guard), new BoundedCalls("own", TIMEOUT)),
        Rules.of(TIMEOUT, onFailure, POLL),
        snapshot -> limits,
        clock);
  }

  @Test
  void itsVerdictCountsAsTheAnswerOfAProgram() throws Exception {
    assertThat(text(settled(guarded(plan -> PlanVerdict.go(), OnFailure.HOLD))))
        .isEqualTo("8 [plan-hook: go]");
    assertThat(text(settled(guarded(plan -> PlanVerdict.hold("not today"), OnFailure.GO))))
        .isEqualTo("plan-hook: hold: not today");
    assertThat(
            text(
                settled(
                    guarded(
                        plan -> PlanVerdict.change(Map.of("count", 5), "enough"), OnFailure.HOLD))))
        .startsWith("5 [");
  }

  @Test
  void itIsToldThePlan() throws Exception {
    PlanGuard guard =
        plan -> PlanVerdict.hold(plan.job() + " " + plan.operators().get(1).to() + plan.step());

    assertThat(text(settled(guarded(guard, OnFailure.HOLD))))
        .isEqualTo("plan-hook: hold: WordCount 8big");
  }

  @Test
  void nonsenseNeverChangesAPlan() throws Exception {
    PlanGuard guard = plan -> PlanVerdict.change(Map.of("count", 99), "more");

    assertThat(settled(guarded(guard, OnFailure.GO))).isInstanceOf(Answer.Hold.class);
  }

  @Test
  void ifItFailsOnFailureCounts() throws Exception {
    PlanGuard guard =
        plan -> {
          throw new AssertionError("planted");
        };

    assertThat(text(settled(guarded(guard, OnFailure.HOLD))))
        .isEqualTo(
            "plan-hook: extension own has failed (java.lang.AssertionError: planted); on-failure is"
                + " hold");
    assertThat(text(settled(guarded(guard, OnFailure.GO))))
        .startsWith("8 [plan-hook: extension own has failed")
        .endsWith("on-failure is go]");
  }
}
