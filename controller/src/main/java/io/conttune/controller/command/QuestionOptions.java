package io.conttune.controller.command;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.offline.HistoryFile;
import io.conttune.controller.offline.NumberText;
import io.conttune.controller.offline.OperatorHistory;
import io.conttune.controller.offline.Question;
import io.conttune.controller.offline.Sample;
import io.conttune.core.tuning.InputParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * The options of the commands about one operator's history. Numbers are taken as text and checked
 * together with the file, so that all faults are told at once.
 */
public final class QuestionOptions {
  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "CSV with the header parallelism,processing_ability, oldest row first, as a spreadsheet"
              + " exports it; or the rates that"
              + " DS2's instrumentation wrote, a folder or one file.")
  private Optional<Path> history;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "Which operator of DS2's rates (default: the only one that is no source).")
  private Optional<String> operator;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "",
      description = "Records per second to be processed.")
  private String rate;

  @Option(
      names = "--max-parallelism",
      paramLabel = "N",
      description = "Largest parallelism allowed (default: the model's largest in the file).")
  private Optional<String> maxParallelism;

  @Option(
      names = "--key-groups",
      paramLabel = "N",
      description =
          "Key groups of a keyed operator (its max parallelism), or partitions that a source reads:"
              + " N on p subtasks give the busiest N/p of them, rounded up (default: any share).")
  private Optional<String> keyGroups;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description =
          "Farthest distance from an observation at which the model is trusted (default 3 for rbf,"
              + " any distance for loglog).")
  private Optional<String> alpha;

  @Option(
      names = "--surrogate",
      paramLabel = "rbf|loglog",
      description = "The model: rbf, the paper's, or loglog (default ${DEFAULT-VALUE}).")
  private String surrogate = TuningMethod.ContTune.SURROGATE.standardText();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description =
          "How many of the newest rows of a parallelism count (default ${DEFAULT-VALUE}).")
  private String topK = TunerConfig.TOP_K.standardText();

  @Option(
      names = "--current",
      paramLabel = "P",
      description = "Parallelism from which DS2 scales (default: the newest row's).")
  private Optional<String> current;

  /** To be mixed into a command. */
  public QuestionOptions() {}

  /**
   * The question asked, or everything that is wrong with the options and the file.
   *
   * @param leftOut is told what of the history does not count, and why
   */
  public Reading<Question> read(Consumer<String> leftOut) {
    List<Fault> faults = new ArrayList<>();
    OptionalDouble wanted = NumberText.positive(rate, faultOf("--rate", faults));
    Optional<Integer> kept = TunerConfig.TOP_K.parse(topK, faultOf("--top-k", faults));
    Optional<SurrogateMethod> model =
        TuningMethod.ContTune.SURROGATE.parse(surrogate, faultOf("--surrogate", faults));
    OptionalInt farthest = farthest(faults);
    OptionalInt largest = whole(maxParallelism, 1, "--max-parallelism", faults);
    OptionalInt groups = whole(keyGroups, 1, "--key-groups", faults);
    OptionalInt asked = whole(current, 1, "--current", faults);
    List<Sample> samples = samples(faults, leftOut);
    checkCurrent(asked, samples, faults);
    if (!faults.isEmpty()) {
      return new Reading.Faulty<>(faults);
    }
    return new Reading.Valid<>(
        new Question(
            samples,
            kept.orElseThrow(),
            wanted.orElseThrow(),
            model.orElseThrow(),
            farthest.orElse(model.orElseThrow().alpha()),
            asked.orElse(samples.get(samples.size() - 1).parallelism()),
            largest,
            new InputParts(groups)));
  }

  /** The operator whose history it is: as it was named, or else as its file is. */
  String subject() {
    return operator.orElseGet(
        () ->
            history
                .map(Path::getFileName)
                .map(name -> name.toString().replaceFirst("\\.[A-Za-z]+$", ""))
                .orElse("operator"));
  }

  private OptionalInt farthest(List<Fault> faults) {
    return alpha
        .flatMap(text -> TuningMethod.ContTune.ALPHA.parse(text, faultOf("--alpha", faults)))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  private static OptionalInt whole(
      Optional<String> text, int least, String option, List<Fault> faults) {
    return text.isEmpty()
        ? OptionalInt.empty()
        : NumberText.whole(
            text.get(), least, NumberText.LARGEST_PARALLELISM, faultOf(option, faults));
  }

  private List<Sample> samples(List<Fault> faults, Consumer<String> leftOut) {
    if (history.isEmpty()) {
      faultOf("--history", faults).accept("is missing, expected a CSV file or DS2's rates");
      return List.of();
    }
    Optional<OperatorHistory> read = HistoryFile.read(history.get(), operator).valueOr(faults);
    read.flatMap(OperatorHistory::leftOut).ifPresent(leftOut);
    return read.map(OperatorHistory::samples).orElse(List.of());
  }

  private static void checkCurrent(OptionalInt asked, List<Sample> samples, List<Fault> faults) {
    if (asked.isEmpty() || samples.isEmpty()) {
      return;
    }
    if (samples.stream().noneMatch(sample -> sample.parallelism() == asked.getAsInt())) {
      String known =
          samples.stream()
              .map(Sample::parallelism)
              .distinct()
              .sorted()
              .limit(20)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      faultOf("--current", faults)
          .accept(
              "is %d, expected a parallelism of the file: %s".formatted(asked.getAsInt(), known));
    }
  }

  private static Consumer<String> faultOf(String option, List<Fault> faults) {
    return message -> faults.add(Fault.ofOption(option, message));
  }
}
