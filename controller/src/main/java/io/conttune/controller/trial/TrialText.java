package io.conttune.controller.trial;

import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.client.text.StatusText;
import io.conttune.core.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** Shows the result of a trial to a person. */
public final class TrialText {
  private TrialText() {}

  /**
   * One job: what each operator has and needs, why, and what that means in slots.
   *
   * @param findings of which those about the job are told
   */
  public static List<String> of(JobDocument job, List<Finding> findings) {
    List<String> lines = new ArrayList<>(StatusText.tried(job));
    lines.add("");
    lines.addAll(
        job.decision()
            .map(TrialText::reasons)
            .orElseGet(
                () ->
                    List.of(
                        "nothing was decided: %s; a longer --for may help"
                            .formatted(PrintableText.of(job.state().reason())))));
    lines.add("");
    findings.stream()
        .filter(finding -> finding.concerns(job.state().job()))
        .map(Finding::line)
        .forEach(lines::add);
    return lines;
  }

  /** What was found of the cluster itself. */
  public static List<String> ofCluster(List<Finding> findings) {
    return findings.stream().filter(Finding::isOfCluster).map(Finding::line).toList();
  }

  /** One job while it is watched. */
  public static List<String> watched(JobDocument job) {
    return StatusText.tried(job);
  }

  private static List<String> reasons(DecisionDocument decision) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(decision));
    decision.operators().stream()
        .filter(operator -> operator.from() != operator.to())
        .map(
            operator ->
                "  %s %d → %d: %s"
                    .formatted(
                        PrintableText.of(operator.name()),
                        operator.from(),
                        operator.to(),
                        PrintableText.of(operator.why())))
        .forEach(lines::add);
    return lines;
  }

  private static String headline(DecisionDocument decision) {
    int from = decision.operators().stream().mapToInt(DecisionDocument.Operator::from).sum();
    int to = decision.operators().stream().mapToInt(DecisionDocument.Operator::to).sum();
    String change =
        to == from
            ? "no change of the number of subtasks"
            : to < from
                ? "%d of %d subtasks would be saved".formatted(from - to, from)
                : "%d subtasks more are needed".formatted(to - from);
    return "%s: %s".formatted(change, PrintableText.of(decision.reason()));
  }
}
