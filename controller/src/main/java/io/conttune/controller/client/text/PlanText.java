package io.conttune.controller.client.text;

import static io.conttune.controller.client.text.TextTable.number;
import static io.conttune.controller.client.text.TextTable.text;

import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.JobState;
import io.conttune.controller.api.document.OperatorState;
import io.conttune.core.PrintableText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows what the newest decision on a job would change now. The decision may be old: the job may
 * have been rescaled, or have stopped, since.
 *
 * @param zone in which times are shown
 */
public record PlanText(ZoneId zone) {
  private static final String TUNED = "tuned";
  private static final String HELD = "held";

  /** An operator that would be changed. */
  private record Change(DecisionDocument.Operator decided, int now) {
    boolean isOne() {
      return now != decided.to();
    }

    List<String> row() {
      return List.of(
          NumberWords.name(decided.name()),
          String.valueOf(now),
          String.valueOf(decided.to()),
          PrintableText.of(decided.why()));
    }
  }

  /** When it was decided, whether it still holds, the operators that would change, and its id. */
  public List<String> of(JobDocument job, DecisionDocument decision) {
    JobState state = job.state();
    List<Change> changes = changes(job.operators(), decision);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s): decided at %s"
            .formatted(
                PrintableText.of(state.job()),
                state.mode(),
                new DecisionText(zone).time(decision.at())));
    if (!state.phase().equals(TUNED)) {
      lines.add(
          "  the present phase is %s: %s"
              .formatted(state.phase(), PrintableText.of(state.reason())));
    }
    lines.add("  " + outcome(decision, changes));
    decision.guards().forEach(guard -> lines.add("  not done: " + PrintableText.of(guard)));
    if (!changes.isEmpty()) {
      lines.add("");
      lines.addAll(
          new TextTable(
                  List.of(text("OPERATOR"), number("NOW"), number("THEN"), text("WHY")),
                  changes.stream().map(Change::row).toList())
              .lines());
      decision.planId().ifPresent(id -> lines.addAll(List.of("", "plan " + PrintableText.of(id))));
    }
    return lines;
  }

  private static String outcome(DecisionDocument decision, List<Change> changes) {
    String reason = PrintableText.of(decision.reason());
    if (decision.rescaleId().isPresent()) {
      return "was begun as rescale %s; nothing newer was decided: %s"
          .formatted(decision.rescaleId().get(), reason);
    }
    return changes.isEmpty()
        ? "nothing would be changed: " + reason
        : decision.outcome() + ": " + reason;
  }

  /** A hold wants no parallelism: what it measured may not be the present one. */
  private static List<Change> changes(List<OperatorState> present, DecisionDocument decision) {
    if (decision.outcome().equals(HELD)) {
      return List.of();
    }
    Map<String, Integer> parallelism =
        present.stream().collect(Collectors.toMap(OperatorState::id, OperatorState::parallelism));
    return decision.operators().stream()
        .map(each -> new Change(each, parallelism.getOrDefault(each.id(), each.from())))
        .filter(Change::isOne)
        .toList();
  }
}
