package io.conttune.benchmark.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A demo's summary for a person. */
final class SummaryText {
  private SummaryText() {}

  static List<String> of(DemoSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%4s %8s %10s  %-32s %-24s %9s %10s",
            "step", "lines/s", "sustained", "parallelism", "needed", "restarts", "downtime"));
    for (int i = 0; i < summary.steps().size(); i++) {
      DemoSummary.Step step = summary.steps().get(i);
      lines.add(
          format(
              "%4d %8.0f %10s  %-32s %-24s %9d %8.1f s",
              i + 1,
              step.rate(),
              step.sustained() ? "yes" : "NO",
              text(step.parallelism()),
              text(step.neededParallelism()),
              step.restarts(),
              step.downtimeSeconds()));
    }
    lines.add(
        format(
            "%d tunings, %d reconfigurations (%d of the Big phase), %.2f per tuning",
            summary.tunings(),
            summary.reconfigurations(),
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

  private static int restarts(List<DemoSummary.Step> steps) {
    return steps.stream().mapToInt(DemoSummary.Step::restarts).sum();
  }

  private static String text(Map<String, Integer> parallelism) {
    return parallelism.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
