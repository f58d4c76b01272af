package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.controller.offline.RateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as tables in Markdown, one per workload and one of the total. */
public final class ResultText {
  private ResultText() {}

  /** The lines. */
  public static List<String> lines(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    for (WorkloadResult workload : result.workloads()) {
      List<Score> scores = result.contenders().stream().map(workload::score).toList();
      lines.addAll(heading(result.comparison(), workload, scores.get(0).tunings()));
      lines.addAll(table(scores));
    }
    if (result.workloads().size() > 1) {
      List<Score> scores = result.contenders().stream().map(result::total).toList();
      lines.addAll(List.of("total (%d tunings)".formatted(scores.get(0).tunings()), ""));
      lines.addAll(table(scores));
    }
    return lines;
  }

  private static List<String> heading(Comparison comparison, WorkloadResult workload, int tunings) {
    Scheduled scheduled = workload.scheduled();
    double peak = comparison.peak(scheduled) * workload.workload().unitRate();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%d tunings, sources together up to %s records/s)"
            .formatted(workload.workload().name(), tunings, RateText.text(peak)));
    comparison.shortage(scheduled).map(ResultText::shortage).ifPresent(lines::add);
    lines.add("");
    return lines;
  }

  /** Tells that no tuner can give a job what it needs, and why. */
  public static String shortage(PeakShortage shortage) {
    return String.format(
        Locale.ROOT,
        "No parallelism carries the peak: %s would receive %s records/s. It processes %s at most,"
            + " %s %% of that, with %d subtasks.",
        shortage.operator().value(),
        RateText.text(shortage.needed()),
        RateText.text(shortage.most()),
        RateText.text(100 * shortage.carriedShare()),
        shortage.parallelism());
  }

  private static List<String> table(List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| tuner | reconfigurations | per tuning | of Big | mean slots | most slots | excess slots"
            + " | under-provisioned s | down s | largest backlog, s of rate |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    scores.stream().map(ResultText::row).forEach(lines::add);
    lines.add("");
    return lines;
  }

  private static String row(Score score) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %d | %.2f | %d | %.2f | %.0f | %.0f | %.0f |",
        score.tuner(),
        score.reconfigurations(),
        score.reconfigurationsPerTuning(),
        score.bigReconfigurations(),
        score.meanSlots(),
        score.maxSlots(),
        score.excessSlots(),
        score.underProvisionedSeconds(),
        score.downSeconds(),
        score.maxBacklogSeconds());
  }
}
