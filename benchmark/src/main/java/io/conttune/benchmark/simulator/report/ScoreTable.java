package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The scores of all tuners on the same runs, as a table in Markdown. */
final class ScoreTable {
  private static final double PERCENT = 100;
  private static final String NOTHING = "";

  private final List<Score> scores;

  private ScoreTable(List<Score> scores) {
    this.scores = scores;
  }

  /** The lines of the table, and of what must be known to read it. */
  static List<String> of(List<Score> scores) {
    ScoreTable table = new ScoreTable(scores);
    List<String> lines = new ArrayList<>();
    lines.add(
        "| tuner | reconfigurations | per tuning | excess slots | of Big | 90 %, most | a day"
            + " | mean slots | × oracle | under-provisioned s | × late oracle | down s | reaction s"
            + " | worst lag s | beyond lag % |");
    lines.add("|---".repeat(15) + "|");
    scores.stream().map(table::row).forEach(lines::add);
    lines.add("");
    scores.stream()
        .filter(score -> score.unreachableTunings() > 0)
        .forEach(score -> lines.addAll(List.of(outOfReach(score), "")));
    return lines;
  }

  private static String outOfReach(Score score) {
    return "%s: in %d of %d tunings no parallelism reaches rate / target utilisation. Excess slots leave them out."
        .formatted(score.tuner(), score.unreachableTunings(), score.tunings());
  }

  private String row(Score score) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %d | %d, %d | %.0f | %.2f | %s | %.0f | %s | %.0f | %s | %.0f | %.1f |",
        score.tuner(),
        score.reconfigurations(),
        score.reconfigurationsPerTuning(),
        score.excessSlots(),
        score.bigReconfigurations(),
        score.ninthDecileReconfigurations(),
        score.worstReconfigurations(),
        score.reconfigurationsPerDay(),
        score.meanSlots(),
        against(Contender.ORACLE, score::slotsAgainst),
        score.underProvisionedSeconds(),
        against(Contender.LATE_ORACLE, score::shortageAgainst),
        score.downSeconds(),
        text(score.reactionSeconds(), "%.0f"),
        score.worstLagSeconds(),
        PERCENT * score.beyondLagShare());
  }

  /** A ratio to the score of an oracle; nothing if the oracle was not asked for. */
  private String against(Contender oracle, Function<Score, OptionalDouble> ratio) {
    Optional<Score> reference =
        scores.stream().filter(score -> score.tuner().equals(oracle.label())).findFirst();
    return reference.map(found -> text(ratio.apply(found), "%.3f")).orElse(NOTHING);
  }

  private static String text(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : NOTHING;
  }
}
