package io.conttune.controller.offline;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with rows of rates.
 *
 * @param path as it is named in a fault
 * @param run the folder of a file of one epoch: what one deployment of the job wrote; else empty
 * @param epoch from 0; empty for a file that holds many
 */
record RatesFile(String path, String run, OptionalInt epoch) {
  /** How the instrumentation names a file: operator, instance, epoch. */
  static final String NAMING = "operator-instance-epoch.log";

  private static final Pattern NAME = Pattern.compile(".+-[0-9]+-(?<epoch>[0-9]{1,9})\\.log");

  /** A file that somebody put together of many. */
  static RatesFile ofManyEpochs(String path) {
    return new RatesFile(path, "", OptionalInt.empty());
  }

  /** A file as the instrumentation writes it, one for each instance and epoch; or another file. */
  static Optional<RatesFile> ofOneEpoch(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new RatesFile(
                file.toString(),
                String.valueOf(file.getParent()),
                OptionalInt.of(Integer.parseInt(name.group("epoch")))))
        : Optional.empty();
  }
}
