package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operator's history from a file or a folder. What it is shows in it:
 *
 * <ul>
 *   <li>a CSV file of one operator with the columns {@code parallelism} and {@code
 *       processing_ability}, the oldest row first. Other columns are ignored.
 *   <li>rates as DS2's instrumentation of Flink writes them: its folder, or a file made of its
 *       files.
 * </ul>
 */
public final class HistoryFile {
  /** A file of a person, or of the instrumentation, is far smaller. */
  static final int MOST_BYTES = 10_000_000;

  private HistoryFile() {}

  /**
   * The history of the operator asked for, or of the only one; or every fault with its position.
   */
  public static Reading<OperatorHistory> read(Path path, Optional<String> operator) {
    if (Files.isDirectory(path)) {
      return RatesFolder.read(path, operator);
    }
    return TextFile.read(path, MOST_BYTES)
        .match(text -> parse(path.toString(), text, operator), Reading.Faulty::new);
  }

  /** Reads a text as a file of this name. */
  static Reading<OperatorHistory> parse(String file, String text, Optional<String> operator) {
    if (RatesParser.isFor(text)) {
      RatesParser parser = new RatesParser();
      parser.read(RatesFile.ofManyEpochs(file), text);
      return RatesHistory.of(file, parser, operator);
    }
    HistoryParser parser = new HistoryParser(file);
    List<Sample> samples = parser.samples(text);
    List<Fault> faults = new ArrayList<>(parser.faults());
    operator.ifPresent(
        name ->
            faults.add(
                Fault.ofOption(
                    "--operator",
                    "is %s, but %s has one operator without a name, expected no such option"
                        .formatted(name, file))));
    return faults.isEmpty()
        ? new Reading.Valid<>(new OperatorHistory(samples, Optional.empty()))
        : new Reading.Faulty<>(faults);
  }
}
