package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results in the form of the paper's tables, in Markdown, beside the paper's own figures. */
public final class PaperTables {
  private static final String NOTHING = "";

  private final ComparisonResult result;

  /** Tables of this result. */
  public PaperTables(ComparisonResult result) {
    this.result = result;
  }

  /** Table 4a: reconfigurations per tuning. */
  public List<String> reconfigurations() {
    List<String> lines = header("reconfigurations per tuning", "mean");
    for (Contender contender : result.contenders()) {
      lines.add(row(contender.label(), mean(w -> perTuning(w.score(contender)))));
      if (result.total(contender).bigReconfigurations() > 0) {
        lines.add(
            row(contender.label() + ", without Big", mean(w -> withoutBig(w.score(contender)))));
      }
      Function<WorkloadResult, OptionalDouble> paper =
          w -> PaperFigures.perTuning(contender, w.workload().name());
      if (result.workloads().stream().anyMatch(w -> paper.apply(w).isPresent())) {
        lines.add(row(contender.label() + ", the paper", mean(paper)));
      }
    }
    return lines;
  }

  private static OptionalDouble perTuning(Score score) {
    return OptionalDouble.of(score.reconfigurationsPerTuning());
  }

  private static OptionalDouble withoutBig(Score score) {
    return OptionalDouble.of(score.withoutBigPerTuning());
  }

  /** The cells of all workloads and their mean, where each has a value. */
  private List<String> mean(Function<WorkloadResult, OptionalDouble> value) {
    List<OptionalDouble> values = result.workloads().stream().map(value).toList();
    List<String> cells = new ArrayList<>(values.stream().map(v -> cell(v, "%.2f")).toList());
    boolean complete = values.stream().allMatch(OptionalDouble::isPresent);
    cells.add(
        complete
            ? cell(values.stream().mapToDouble(OptionalDouble::getAsDouble).average(), "%.2f")
            : NOTHING);
    return cells;
  }

  /** Slots at the largest rate, the last time that it comes. */
  public List<String> slotsAtPeak() {
    List<String> lines = header("slots at the largest rate, the last time");
    Contender first = result.contenders().get(0);
    lines.add(row("least that suffices", cells(w -> OptionalDouble.of(w.leastSlotsAtPeak(first)))));
    for (Contender contender : result.contenders()) {
      lines.add(row(contender.label(), cells(w -> OptionalDouble.of(w.slotsAtPeak(contender)))));
      Function<WorkloadResult, OptionalDouble> paper =
          w ->
              PaperFigures.cores(contender, w.workload().name()).stream()
                  .asDoubleStream()
                  .findFirst();
      if (result.workloads().stream().anyMatch(w -> paper.apply(w).isPresent())) {
        lines.add(row(contender.label() + ", the paper's cores", cells(paper)));
      }
    }
    return lines;
  }

  private List<String> cells(Function<WorkloadResult, OptionalDouble> value) {
    return result.workloads().stream().map(value).map(v -> cell(v, "%.1f")).toList();
  }

  /** Constrained expected improvement against Eq. 5, on Q1. */
  public List<String> acquisitions() {
    return ablation(
        "q1",
        "acquisition",
        List.of(Contender.DS2, Contender.CONTTUNE_CEI, Contender.CONTTUNE_3),
        PaperFigures::acquisition);
  }

  /** Top-K against the newest observation alone, on Q5. */
  public List<String> topK() {
    return ablation(
        "q5",
        "Top-K",
        List.of(Contender.CONTTUNE_NO_TOP_K, Contender.CONTTUNE_3),
        PaperFigures::topK);
  }

  private List<String> ablation(
      String workload,
      String what,
      List<Contender> contenders,
      Function<Contender, String> ofPaper) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| %s, %s: reconfigurations | in all | without Big | the paper |"
            .formatted(workload, what));
    lines.add("|---|---|---|---|");
    result.workloads().stream()
        .filter(w -> w.workload().name().equals(workload))
        .forEach(
            w ->
                contenders.stream()
                    .filter(result.contenders()::contains)
                    .forEach(c -> lines.add(ablated(w.score(c), ofPaper.apply(c)))));
    return lines;
  }

  private static String ablated(Score score, String paper) {
    return "| %s | %d | %d | %s |"
        .formatted(
            score.tuner(),
            score.reconfigurations(),
            score.reconfigurations() - score.bigReconfigurations(),
            paper);
  }

  private List<String> header(String what, String... more) {
    List<String> cells =
        new ArrayList<>(result.workloads().stream().map(w -> w.workload().name()).toList());
    cells.addAll(List.of(more));
    List<String> lines = new ArrayList<>();
    lines.add(row(what, cells));
    lines.add("|---|" + "---|".repeat(cells.size()));
    return lines;
  }

  private static String row(String title, List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
  }

  private static String cell(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : NOTHING;
  }
}
