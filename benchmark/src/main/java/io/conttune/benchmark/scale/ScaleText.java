package io.conttune.benchmark.scale;

import io.conttune.benchmark.played.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a table in Markdown. */
final class ScaleText {
  private static final String UNKNOWN = "–";

  private ScaleText() {}

  static List<String> lines(List<ScaleResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d processors, JDK %s"
            .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version().feature()));
    lines.add("");
    lines.add(
        "| jobs | clusters | operators | poll s | looks | late by s: 50 % | 99 % | most | cores |"
            + " threads | failed steps | heap MiB | connections per cluster | requests/s | started s | ready s |"
            + " stopped s | exit code | load | cores of the played clusters |");
    lines.add("|---".repeat(20) + "|");
    results.stream().map(ScaleText::row).forEach(lines::add);
    return lines;
  }

  private static String row(ScaleResult result) {
    Load load = result.load();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %s | %d | %.3f | %.3f | %.3f | %.2f | %d | %d | %s | %d | %.0f | %.1f | %s"
            + " | %.1f | %d | %.1f | %.2f |",
        load.jobs(),
        load.clusters(),
        load.operators(),
        tenths(seconds(load.poll())),
        result.delays().count(),
        result.delays().seconds(0.5),
        result.delays().seconds(0.99),
        result.delays().seconds(1),
        result.cores(),
        result.threads(),
        result.troubles(),
        result.heapMiB().isPresent() ? tenths(result.heapMiB().getAsDouble()) : UNKNOWN,
        result.connections(),
        result.requestsPerSecond(),
        seconds(result.started()),
        result.ready().map(ready -> tenths(seconds(ready))).orElse(UNKNOWN),
        seconds(result.stop().after()),
        result.stop().exitCode(),
        result.machineLoad(),
        result.ownCores());
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
