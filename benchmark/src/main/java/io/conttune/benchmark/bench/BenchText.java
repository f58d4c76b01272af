package io.conttune.benchmark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a table in Markdown, with the columns of {@code simulate} and those of a real job. */
final class BenchText {
  private static final String HEAD =
      "| query | tuner | tunings | reconfigurations | per tuning | of Big | mean slots | most slots"
          + " | excess slots | slot s | under-provisioned s | down s | largest backlog, s of rate"
          + " | p50 ms | p99 ms | wall s | results | lost | duplicated |";

  private BenchText() {}

  static List<String> lines(BenchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    lines.add("|---|---|" + "---|".repeat(17));
    for (BenchWorkload workload : result.plan().workloads()) {
      for (BenchTuner tuner : result.plan().tuners()) {
        CellResult cell = result.of(workload, tuner);
        lines.add(
            row(
                workload.name(),
                tuner,
                new BenchResult.Total(List.of(cell)),
                format("%.0f", cell.latencyP50Millis()),
                format("%.0f", cell.latencyP99Millis())));
      }
    }
    if (result.plan().workloads().size() > 1) {
      result
          .plan()
          .tuners()
          .forEach(tuner -> lines.add(row("total", tuner, result.total(tuner), "", "")));
    }
    return lines;
  }

  private static String row(
      String name, BenchTuner tuner, BenchResult.Total total, String p50, String p99) {
    return format(
        "| %s | %s | %d | %d | %.2f | %d | %.2f | %d | %.2f | %.0f | %.1f | %.1f | %.1f | %s | %s"
            + " | %.0f | %d | %d | %d |",
        name,
        tuner.label(),
        total.tunings(),
        total.reconfigurations(),
        total.reconfigurationsPerTuning(),
        total.bigReconfigurations(),
        total.meanSlots(),
        total.maxSlots(),
        total.excessSlots(),
        total.slotSeconds(),
        total.underProvisionedSeconds(),
        total.downSeconds(),
        total.maxBacklogSeconds(),
        p50,
        p99,
        total.wallSeconds(),
        total.recordsEmitted(),
        total.recordsLost(),
        total.recordsDuplicated());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
