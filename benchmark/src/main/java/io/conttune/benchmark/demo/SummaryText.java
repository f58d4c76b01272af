package io.conttune.benchmark.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A demo's summary for a person, in lines of at most 80 characters. */
final class SummaryText {
  private static final int OPERATOR = 12;

  private SummaryText() {}

  static List<String> of(DemoSummary summary) {
    List<String> lines = new ArrayList<>();
    List<String> operators = operators(summary);
    lines.add(
        format("%4s %8s %10s", "step", "lines/s", "sustained")
            + operators.stream()
                .map(operator -> format("  %" + OPERATOR + "s", cut(operator)))
                .collect(Collectors.joining())
            + format(" %9s %10s", "restarts", "downtime"));
    for (int i = 0; i < summary.steps().size(); i++) {
      DemoSummary.Step step = summary.steps().get(i);
      lines.add(
          format("%4d %8.0f %10s", i + 1, step.rate(), step.sustained() ? "yes" : "NO")
              + operators.stream()
                  .map(operator -> format("  %" + OPERATOR + "s", parallelism(step, operator)))
                  .collect(Collectors.joining())
              + format(" %9d %8.1f s", step.restarts(), step.downtimeSeconds()));
    }
    lines.add(
        format(
            "of each operator: parallelism at the end (least that carries the rate at %.0f %%)",
            100 * summary.targetUtilization()));
    lines.add(
        format(
            "%s, %s (%d of the Big phase), %.2f per tuning",
            counted(summary.tunings(), "tuning"),
            counted(summary.reconfigurations(), "reconfiguration"),
            summary.bigReconfigurations(),
            summary.reconfigurationsPerTuning()));
    int half = summary.steps().size() / 2;
    if (summary.steps().size() == 2 * half) {
      lines.add(
          format(
              "reconfigurations: %d in the first half of the schedule, %d in the second",
              restarts(summary.steps().subList(0, half)),
              restarts(summary.steps().subList(half, 2 * half))));
    }
    lines.add(
        format(
            "%d records emitted, %d counted, %d lost, %d duplicated",
            summary.recordsEmitted(),
            summary.recordsCounted(),
            summary.recordsLost(),
            summary.recordsDuplicated()));
    return lines;
  }

  /** The operators that are tuned, which are those that need a parallelism. */
  private static List<String> operators(DemoSummary summary) {
    Set<String> operators = new LinkedHashSet<>();
    summary.steps().forEach(step -> operators.addAll(step.neededParallelism().keySet()));
    return List.copyOf(operators);
  }

  private static String parallelism(DemoSummary.Step step, String operator) {
    Integer seen = step.parallelism().get(operator);
    return "%s (%d)".formatted(seen == null ? "-" : seen, step.neededParallelism().get(operator));
  }

  private static int restarts(List<DemoSummary.Step> steps) {
    return steps.stream().mapToInt(DemoSummary.Step::restarts).sum();
  }

  private static String counted(int number, String thing) {
    return number == 1 ? "1 " + thing : number + " " + thing + "s";
  }

  private static String cut(String name) {
    return name.length() <= OPERATOR ? name : name.substring(0, OPERATOR - 1) + "…";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
