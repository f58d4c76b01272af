package io.conttune.benchmark.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results of JMH as a table in Markdown. */
final class BenchTable {
  static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double KIBIBYTE = 1024;

  private BenchTable() {}

  static List<String> lines(Collection<RunResult> results) {
    List<String> lines = machine();
    lines.add("| decided | surrogate | records/s per subtask | median, ms | slowest, ms | KiB |");
    lines.add("|---|---|---|---|---|---|");
    results.stream()
        .map(BenchTable::row)
        .sorted(Comparator.comparingInt(Row::operators).thenComparingInt(Row::distinct))
        .map(Row::line)
        .forEach(lines::add);
    return lines;
  }

  /** The machine that was measured on, as the first lines of a table. */
  static List<String> machine() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d processors, JDK %s, one thread, serial GC"
            .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version().feature()));
    lines.add("");
    return lines;
  }

  private record Row(
      int operators,
      int distinct,
      String surrogate,
      double scale,
      double median,
      double slowest,
      double allocated) {
    String line() {
      String what =
          operators == 1
              ? "1 operator, %d parallelisms".formatted(distinct)
              : "%d operators, %d parallelisms each".formatted(operators, distinct);
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.0f | %s | %s | %.0f |",
          what,
          surrogate,
          scale,
          milliseconds(median),
          milliseconds(slowest),
          allocated / KIBIBYTE);
    }

    private static String milliseconds(double value) {
      return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.0f", value);
    }
  }

  private static Row row(RunResult result) {
    BenchmarkParams params = result.getParams();
    boolean many = params.getBenchmark().startsWith(ManyOperators.class.getName());
    Result<?> time = result.getPrimaryResult();
    return new Row(
        many ? ManyOperators.OPERATORS : 1,
        many ? ManyOperators.DISTINCT : Integer.parseInt(params.getParam("distinct")),
        params.getParam("surrogate"),
        Double.parseDouble(params.getParam("scale")),
        time.getStatistics().getPercentile(50),
        time.getStatistics().getMax(),
        result.getSecondaryResults().get(ALLOCATED).getScore());
  }
}
