package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.played.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The result as a table in Markdown. */
final class FuzzText {
  private static final int MOST_TOLD = 20;

  private FuzzText() {}

  static List<String> lines(FuzzRun run, FuzzResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed %d, %d replies spoilt in %d episodes"
            .formatted(run.seed(), result.replies(), run.episodes().size()));
    lines.add("");
    lines.add(
        "| replies | spoilt | "
            + Arrays.stream(StepKind.values())
                .map(StepKind::text)
                .collect(Collectors.joining(" | "))
            + " |");
    lines.add("|---".repeat(2 + StepKind.values().length) + "|");
    for (Mutation mutation : Mutation.values()) {
      lines.add(
          "| %s | %d | %s |"
              .formatted(
                  mutation.text(),
                  result.replies(mutation),
                  Arrays.stream(StepKind.values())
                      .map(kind -> String.valueOf(result.count(mutation, kind)))
                      .collect(Collectors.joining(" | "))));
    }
    lines.add("");
    lines.add(
        "%d acts, of which %d give an operator too few subtasks, %d too many, %d are of another kind"
            .formatted(
                result.acts(),
                result.wrong(Verdict.Kind.TOO_FEW),
                result.wrong(Verdict.Kind.TOO_MANY),
                result.wrong(Verdict.Kind.OTHER)));
    lines.add("%d steps broke".formatted(result.broken().size()));
    result.wrong().stream().limit(MOST_TOLD).map(FuzzText::line).forEach(lines::add);
    result.broken().stream()
        .limit(MOST_TOLD)
        .map(step -> "broken: seed %d: %s".formatted(step.seed(), step.trace()))
        .forEach(lines::add);
    return lines;
  }

  private static String line(FuzzResult.WrongAct act) {
    return "wrong: seed %d, job %d after %d s: %s; spoilt before: %s"
        .formatted(
            act.seed(),
            act.job(),
            act.at().toSeconds(),
            act.verdict().reason(),
            act.recent().stream().map(Mutation::text).toList());
  }
}
