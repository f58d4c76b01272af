package io.conttune.benchmark.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The scores of all contenders on one kind of history, as Markdown. */
record StudyTable(
    String title, int trials, Map<StudiedModel, Map<HoldingBack, PredictionErrors>> scores) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s (%d %s)".formatted(title, trials, trials == 1 ? "history" : "histories"));
    lines.add("");
    lines.add(
        "| mean error, % (within 2σ, %) | "
            + List.of(HoldingBack.values()).stream()
                .map(HoldingBack::title)
                .collect(Collectors.joining(" | "))
            + " |");
    lines.add("|---|" + "---|".repeat(HoldingBack.values().length));
    scores.forEach((contender, row) -> lines.add(line(contender, row)));
    lines.add("");
    return lines;
  }

  private static String line(StudiedModel contender, Map<HoldingBack, PredictionErrors> row) {
    return "| %s | %s |"
        .formatted(
            contender.name(),
            row.values().stream().map(StudyTable::cell).collect(Collectors.joining(" | ")));
  }

  private static String cell(PredictionErrors score) {
    OptionalDouble coverage = score.coverage();
    String error = String.format(Locale.ROOT, "%.1f", 100 * score.meanError());
    return coverage.isEmpty()
        ? error
        : error + String.format(Locale.ROOT, " (%.0f)", 100 * coverage.getAsDouble());
  }
}
