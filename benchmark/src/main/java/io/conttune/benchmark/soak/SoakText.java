package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.Verdict;
import io.conttune.benchmark.soak.SoakSample.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The samples and the result of a soak as tables in Markdown. */
final class SoakText {
  private static final String UNKNOWN = "–";
  private static final int PARTS = 12;

  private static final List<String> COLUMNS =
      List.of(
          "minute",
          "heap MiB",
          "threads",
          "connections",
          "most per cluster",
          "open files",
          "cores",
          "late by s: 99 %",
          "unreachable",
          "store failed",
          "defects",
          "acts",
          "wrong acts",
          "load");

  private SoakText() {}

  /** The head of the table of samples. */
  static List<String> head() {
    return List.of("| " + String.join(" | ", COLUMNS) + " |", "|---".repeat(COLUMNS.size()) + "|");
  }

  /** A line of that table. */
  static String row(SoakSample sample) {
    return row(List.of(sample));
  }

  /** Medians of some samples one behind another; of what only grows, the last value. */
  private static String row(List<SoakSample> samples) {
    SoakSample last = samples.get(samples.size() - 1);
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.0f | %.0f | %d | %.0f | %.2f | %s | %d | %d | %d | %d | %d | %.1f |",
        last.at().toMinutes(),
        tenths(median(samples, sample -> sample.heapMiB().orElse(Double.NaN))),
        median(samples, SoakSample::threads),
        median(samples, SoakSample::connections),
        samples.stream().mapToInt(SoakSample::mostConnections).max().orElse(0),
        median(samples, SoakSample::files),
        median(samples, SoakSample::cores),
        late(samples),
        last.troubles().get(Trouble.FLINK_UNREACHABLE),
        last.troubles().get(Trouble.STORE_FAILED),
        last.troubles().get(Trouble.DEFECT),
        last.acts(),
        last.wrongActs(),
        last.machineLoad());
  }

  private static double median(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
    return Flatness.median(
        samples.stream().map(value::applyAsDouble).filter(number -> !number.isNaN()).toList());
  }

  private static String late(List<SoakSample> samples) {
    OptionalDouble most = samples.stream().flatMapToDouble(sample -> sample.late().stream()).max();
    return most.isPresent() ? String.format(Locale.ROOT, "%.3f", most.getAsDouble()) : UNKNOWN;
  }

  private static String tenths(double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The result: samples by twelfths of the time, faults, acts, and what must hold. */
  static List<String> lines(SoakResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d processors, JDK %d, seed %d, store %s, %d jobs of %d clusters, %d minutes"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                result.run().seed(),
                result.run().store().name().toLowerCase(Locale.ROOT),
                result.run().load().jobs(),
                result.run().load().clusters(),
                result.run().duration().toMinutes()));
    lines.add("");
    lines.addAll(head());
    Duration part = result.run().duration().dividedBy(PARTS);
    for (int i = 0; i < PARTS; i++) {
      Duration from = part.multipliedBy(i);
      Duration to = part.multipliedBy(i + 1L);
      List<SoakSample> samples =
          result.samples().stream()
              .filter(sample -> sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) < 0)
              .toList();
      if (!samples.isEmpty()) {
        lines.add(row(samples));
      }
    }
    lines.add("");
    lines.add("| fault | lasting | seconds in all | replies |");
    lines.add("|---|---|---|---|");
    result
        .faults()
        .forEach(
            fault ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %.0f | %d |",
                        fault.kind(),
                        fault.lasting(),
                        fault.seconds(),
                        fault.replies())));
    lines.add("");
    lines.add(
        "%d acts that the load warrants, %d that were sent again, %d that nothing warrants"
            .formatted(
                result.number(Verdict.Kind.WARRANTED),
                result.number(Verdict.Kind.REPEATED),
                result.wrongActs()));
    result.acts().stream().filter(Acts.Judged::isWrong).forEach(judged -> lines.add(wrong(judged)));
    lines.add("");
    result
        .checks()
        .forEach(check -> lines.add((check.holds() ? "holds: " : "FAILS: ") + check.text()));
    return lines;
  }

  private static String wrong(Acts.Judged judged) {
    return "wrong: job %d at %s: %s"
        .formatted(
            judged.act().job(), Instant.ofEpochMilli(judged.act().at()), judged.verdict().reason());
  }
}
