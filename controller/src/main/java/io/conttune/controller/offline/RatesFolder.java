package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder into which DS2's instrumentation writes, {@code policy.rates.path}: one file for each
 * instance and epoch. Epochs count from 0 in each deployment of a job, so each folder below is one
 * deployment of its own.
 */
final class RatesFolder {
  private RatesFolder() {}

  static Reading<OperatorHistory> read(Path folder, Optional<String> operator) {
    RatesParser parser = new RatesParser();
    try {
      List<Path> files = files(folder);
      if (files.isEmpty()) {
        String message = "has no rates file, expected files named " + RatesFile.NAMING;
        parser.unreadable(List.of(Fault.ofFile(folder.toString(), "", message)));
      }
      files.forEach(file -> read(file, parser));
    } catch (IOException e) {
      return TextFile.unreadable(folder, e);
    }
    return RatesHistory.of(folder.toString(), parser, operator);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> RatesFile.ofOneEpoch(file).isPresent() && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void read(Path file, RatesParser parser) {
    List<Fault> faults = new ArrayList<>();
    TextFile.read(file, HistoryFile.MOST_BYTES)
        .valueOr(faults)
        .ifPresentOrElse(
            text -> parser.read(RatesFile.ofOneEpoch(file).orElseThrow(), text),
            () -> parser.unreadable(faults));
  }
}
