package io.conttune.example;

import io.conttune.core.extension.GuardExtension;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import java.util.Map;

/** A guard that holds plans of more subtasks than it allows. */
public final class AtMost implements GuardExtension {
  private static final String SUBTASKS = "subtasks";

  /** Made by the service. */
  public AtMost() {}

  @Override
  public String name() {
    return "at-most";
  }

  @Override
  public PlanGuard guard(Map<String, String> settings) {
    String text = settings.getOrDefault(SUBTASKS, "");
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          "%s is \"%s\", expected a whole number of at least 1".formatted(SUBTASKS, text));
    }
    int most = Integer.parseInt(text);
    return plan -> verdict(plan, most);
  }

  private static PlanVerdict verdict(ProposedPlan plan, int most) {
    int planned = plan.operators().stream().mapToInt(ProposedPlan.Operator::to).sum();
    return planned <= most
        ? PlanVerdict.go()
        : PlanVerdict.hold("%d subtasks are more than %d".formatted(planned, most));
  }
}
