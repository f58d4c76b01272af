package io.conttune.controller.client.text;

import static io.conttune.controller.client.text.TextTable.number;
import static io.conttune.controller.client.text.TextTable.text;

import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.core.PrintableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what a deployment needs to start a job again. */
public final class HandoverText {
  private HandoverText() {}

  /** Who leaves the job alone for how long, its operators, and its newest state. */
  public static List<String> of(HandoverDocument document) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s at %s, run %s"
            .formatted(
                PrintableText.of(document.job()),
                document.flink(),
                document.jobId().orElse("none: the job is down")));
    document.pause().ifPresent(pause -> lines.add("  " + sentence(pause)));
    lines.add("  state " + document.state().map(HandoverText::state).orElse("is not known"));
    if (!document.operators().isEmpty()) {
      lines.add("");
      lines.addAll(
          new TextTable(
                  List.of(text("OPERATOR"), number("PARALLELISM")),
                  document.operators().stream()
                      .map(
                          each ->
                              List.of(
                                  NumberWords.name(each.name()),
                                  String.valueOf(each.parallelism())))
                      .toList())
              .lines());
    }
    return lines;
  }

  private static String sentence(HandoverDocument.Pause pause) {
    return "paused by %s until %s, reason: %s"
        .formatted(
            PrintableText.of(pause.author()),
            pause.until().map(Instant::toString).orElse("it is resumed"),
            PrintableText.of(pause.reason()));
  }

  private static String state(HandoverDocument.State state) {
    String age = String.format(Locale.ROOT, ", %.1f s old", state.ageSeconds());
    String loss = state.survivesCancel() ? "" : "; a cancel of the job removes it";
    return "%s %s%s%s".formatted(state.kind(), PrintableText.of(state.path()), age, loss);
  }
}
