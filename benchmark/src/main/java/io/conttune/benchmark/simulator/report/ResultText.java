package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
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
      lines.addAll(table(workload.workload().name(), scores));
    }
    if (result.workloads().size() > 1) {
      lines.addAll(table("total", result.contenders().stream().map(result::total).toList()));
    }
    return lines;
  }

  private static List<String> table(String title, List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add("%s (%d tunings)".formatted(title, scores.get(0).tunings()));
    lines.add("");
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
