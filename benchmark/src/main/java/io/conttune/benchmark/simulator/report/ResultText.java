package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.controller.offline.RateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as tables in Markdown, one per workload and one of the total. */
public final class ResultText {
  /** Of more workloads each has a row instead of a table. */
  private static final int MOST_SHOWN = 12;

  private ResultText() {}

  /** The lines. */
  public static List<String> lines(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    boolean showsEach = result.workloads().size() <= MOST_SHOWN;
    for (WorkloadResult workload : showsEach ? result.workloads() : List.<WorkloadResult>of()) {
      List<Score> scores = result.contenders().stream().map(workload::score).toList();
      lines.addAll(heading(result.comparison(), workload, scores.get(0).tunings()));
      lines.addAll(ScoreTable.of(scores));
    }
    if (result.workloads().size() > 1) {
      List<Score> scores = result.contenders().stream().map(result::total).toList();
      lines.addAll(
          List.of(
              "total (%d workloads, %d tunings)"
                  .formatted(result.workloads().size(), scores.get(0).tunings()),
              ""));
      lines.addAll(ScoreTable.of(scores));
      lines.addAll(worst(result));
      if (!showsEach) {
        lines.addAll(rows(result));
      }
    }
    lines.addAll(FirstContactTable.of(result));
    return lines;
  }

  /** The workload on which each tuner restarted most often for a change of the load. */
  private static List<String> worst(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("| tuner | worst workload | per tuning |");
    lines.add("|---|---|---|");
    for (Contender contender : result.contenders()) {
      WorkloadResult worst = result.worst(contender);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f |",
              contender.label(),
              worst.workload().name(),
              worst.score(contender).reconfigurationsPerTuning()));
    }
    lines.add("");
    return lines;
  }

  /** One row for each workload: restarts and slots of every tuner. */
  private static List<String> rows(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    List<String> tuners = result.contenders().stream().map(Contender::label).toList();
    lines.add("| per tuning, excess slots | " + String.join(" | ", tuners) + " |");
    lines.add("|---".repeat(tuners.size() + 1) + "|");
    for (WorkloadResult workload : result.workloads()) {
      List<String> cells = new ArrayList<>(List.of(workload.workload().name()));
      for (Contender contender : result.contenders()) {
        Score score = workload.score(contender);
        cells.add(
            String.format(
                Locale.ROOT, "%.2f, %.2f", score.reconfigurationsPerTuning(), score.excessSlots()));
      }
      lines.add("| " + String.join(" | ", cells) + " |");
    }
    lines.add("");
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
}
