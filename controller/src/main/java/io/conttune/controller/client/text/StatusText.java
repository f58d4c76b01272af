package io.conttune.controller.client.text;

import static io.conttune.controller.client.text.TextTable.number;
import static io.conttune.controller.client.text.TextTable.text;

import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.JobState;
import io.conttune.controller.api.document.JobsDocument;
import io.conttune.controller.api.document.OperatorState;
import io.conttune.core.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Shows the state of jobs. */
public final class StatusText {
  /** The phases in which the job is there and its control loop works. */
  private static final Set<String> FINE =
      Set.of("measuring", "observed", "tuned", "rescaling", "late_launch");

  /** A loop takes a step every few seconds, and waits some minutes for what hangs. */
  private static final double LONGEST_SILENCE_SECONDS = 600;

  private StatusText() {}

  /** All jobs, one line each. */
  public static List<String> of(JobsDocument document) {
    if (document.jobs().isEmpty()) {
      return List.of("the service serves no job yet");
    }
    return new TextTable(
            List.of(
                text("JOB"),
                text("MODE"),
                text("PHASE"),
                number("SUBTASKS"),
                number("WANTED"),
                number("SEEN"),
                text("WHY")),
            document.jobs().stream().map(StatusText::row).toList())
        .lines();
  }

  private static List<String> row(JobState job) {
    return List.of(
        NumberWords.name(job.job()),
        job.mode(),
        phase(job),
        NumberWords.count(job.subtasks()),
        NumberWords.count(job.subtasksWanted()),
        NumberWords.seconds(job.seenSecondsAgo()),
        PrintableText.of(job.reason()));
  }

  private static String phase(JobState job) {
    String phase = job.rescaleStage().map(stage -> "rescaling: " + stage).orElse(job.phase());
    String down =
        job.downSeconds().isPresent()
            ? phase + ", down " + NumberWords.seconds(job.downSeconds())
            : phase;
    String silent =
        isSilent(job) ? down + ", silent for " + NumberWords.seconds(job.heardSecondsAgo()) : down;
    return job.acting() ? silent : silent + ", standby" + holder(job);
  }

  private static String holder(JobState job) {
    return job.holder().map(holder -> " of " + PrintableText.of(holder)).orElse("");
  }

  /** One job and its operators. */
  public static List<String> of(JobDocument document) {
    List<String> lines = new ArrayList<>();
    JobState state = document.state();
    lines.add(
        "%s at %s: %s, %s"
            .formatted(PrintableText.of(state.job()), state.flink(), state.mode(), phase(state)));
    lines.add("  " + PrintableText.of(state.reason()));
    lines.add("  next look in " + NumberWords.seconds(state.nextLookSeconds()));
    document
        .objective()
        .ifPresent(
            objective ->
                lines.add(
                    "  lag %s of %s; kept for %.2f %% of the last day, asked %.2f %%"
                        .formatted(
                            NumberWords.seconds(objective.lagSeconds()),
                            NumberWords.seconds(objective.lagAllowedSeconds()),
                            100 * objective.kept(),
                            100 * objective.asked())));
    if (!document.operators().isEmpty()) {
      lines.add("");
      lines.addAll(operators(document.operators()));
    }
    return lines;
  }

  /** One job that is tried: its operators, without what only a service has. */
  public static List<String> tried(JobDocument document) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %s"
            .formatted(
                PrintableText.of(document.state().job()),
                phase(document.state()),
                PrintableText.of(document.state().reason())));
    if (!document.operators().isEmpty()) {
      lines.addAll(operators(document.operators()));
    }
    return lines;
  }

  private static List<String> operators(List<OperatorState> operators) {
    return new TextTable(
            List.of(
                text("OPERATOR"),
                number("NOW"),
                number("WANTED"),
                number("RATE/S"),
                number("ABILITY/S"),
                number("BUSY"),
                number("BACKLOG")),
            operators.stream()
                .map(
                    operator ->
                        List.of(
                            NumberWords.name(operator.name()),
                            String.valueOf(operator.parallelism()),
                            String.valueOf(operator.wanted()),
                            NumberWords.rate(
                                operator.targetRate().isPresent()
                                    ? operator.targetRate()
                                    : operator.inputRate()),
                            NumberWords.rate(operator.ability()),
                            NumberWords.percent(operator.busy()),
                            NumberWords.seconds(operator.backlogSeconds())))
                .toList())
        .lines();
  }

  /** Whether there are jobs, and each is fine. */
  public static boolean isFine(JobsDocument document) {
    return !document.jobs().isEmpty() && document.jobs().stream().allMatch(StatusText::isFine);
  }

  /** Whether the job is there and up, and its control loop does its work. */
  public static boolean isFine(JobState job) {
    return FINE.contains(job.phase()) && job.downSeconds().isEmpty() && !isSilent(job);
  }

  private static boolean isSilent(JobState job) {
    return job.heardSecondsAgo() > LONGEST_SILENCE_SECONDS;
  }
}
