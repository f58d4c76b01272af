package io.conttune.controller.client.text;

import static io.conttune.controller.client.text.TextTable.number;
import static io.conttune.controller.client.text.TextTable.text;

import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.RescaleDocument;
import io.conttune.core.PrintableText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Shows a decision and what it rests on.
 *
 * @param zone in which times are shown
 */
public record DecisionText(ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /**
   * The decision in words, with the numbers of each operator.
   *
   * @param rescale that it started, if it did
   */
  public List<String> why(
      String job, DecisionDocument decision, Optional<RescaleDocument> rescale) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s since %s: %s"
            .formatted(
                PrintableText.of(job),
                outcome(decision),
                time(decision.at()),
                PrintableText.of(decision.reason())));
    decision.guards().forEach(guard -> lines.add("  not done: " + PrintableText.of(guard)));
    rescale.ifPresent(
        done ->
            lines.add(
                "  rescale: %s%s (%s)"
                    .formatted(done.stage(), downtime(done), PrintableText.of(done.note()))));
    lines.add("  tuner %s: %s".formatted(decision.tuner(), judgement(decision.provisioning())));
    lines.add("");
    lines.addAll(operators(decision));
    List<String> reasons = reasons(decision);
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.addAll(reasons);
    }
    if (!decision.notes().isEmpty()) {
      lines.add("");
      decision.notes().forEach(note -> lines.add("note: " + PrintableText.of(note)));
    }
    return lines;
  }

  /** The word is the API's; a later service may have another one. */
  private static String judgement(String provisioning) {
    return switch (provisioning) {
      case "under" -> "the job has too few subtasks";
      case "over" -> "the job has more subtasks than it needs";
      case "normal" -> "the job has about as many subtasks as it needs";
      case "catching-up" -> "the job works off a backlog";
      default -> "the job is " + PrintableText.of(provisioning);
    };
  }

  private static String downtime(RescaleDocument rescale) {
    return rescale.downtimeSeconds().isPresent()
        ? ", down " + NumberWords.seconds(rescale.downtimeSeconds())
        : "";
  }

  private static String outcome(DecisionDocument decision) {
    return decision.outcome().equals("held")
        ? "left alone (%s)".formatted(decision.cause())
        : "%s (%s)".formatted(decision.outcome(), decision.cause());
  }

  private static List<String> operators(DecisionDocument decision) {
    return new TextTable(
            List.of(
                text("OPERATOR"),
                number("FROM"),
                number("TO"),
                number("RATE/S"),
                number("ABILITY/S"),
                number("BUSY")),
            decision.operators().stream()
                .map(
                    operator ->
                        List.of(
                            NumberWords.name(operator.name()),
                            String.valueOf(operator.from()),
                            String.valueOf(operator.to()),
                            NumberWords.rate(
                                operator.targetRate().isPresent()
                                    ? operator.targetRate()
                                    : OptionalDouble.of(operator.inputRate())),
                            NumberWords.rate(operator.ability()),
                            NumberWords.percent(OptionalDouble.of(operator.busy()))))
                .toList())
        .lines();
  }

  private static List<String> reasons(DecisionDocument decision) {
    return decision.operators().stream()
        .filter(operator -> !operator.why().isBlank())
        .map(
            operator ->
                "%s: %s"
                    .formatted(NumberWords.name(operator.name()), PrintableText.of(operator.why())))
        .toList();
  }

  /** The rescales of a job. */
  public List<String> history(String job, List<RescaleDocument> rescales) {
    if (rescales.isEmpty()) {
      return List.of(PrintableText.of(job) + " was never rescaled by this service");
    }
    return new TextTable(
            List.of(
                text("BEGUN"),
                text("STEP"),
                text("RESULT"),
                number("DOWN"),
                text("KIND"),
                text("CHANGE")),
            rescales.stream()
                .map(
                    rescale ->
                        List.of(
                            time(rescale.startedAt()),
                            rescale.step(),
                            rescale.stage(),
                            NumberWords.seconds(rescale.downtimeSeconds()),
                            rescale.kind(),
                            change(rescale)))
                .toList())
        .lines();
  }

  private static String change(RescaleDocument rescale) {
    return rescale.operators().stream()
        .map(
            operator ->
                "%s %d → %d"
                    .formatted(NumberWords.name(operator.name()), operator.from(), operator.to()))
        .reduce((one, other) -> one + ", " + other)
        .orElse("none");
  }

  String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }
}
