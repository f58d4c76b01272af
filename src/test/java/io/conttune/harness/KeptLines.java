package io.conttune.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The lines that the subtasks of a {@link io.conttune.audited.StateJob} have written, a file for
 * each subtask that was ever started.
 *
 * @param files the lines of each
 */
record KeptLines(Map<Path, List<String>> files) {
  private static final int LOST = 2;
  private static final int TWICE = 3;

  /** Reads all that there are by now. */
  static KeptLines read(Path directory) throws IOException {
    Map<Path, List<String>> files = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> all = Files.list(directory)) {
        for (Path file : all.toList()) {
          files.put(file, Files.readAllLines(file));
        }
      }
    }
    return new KeptLines(files);
  }

  /** Those of subtasks that were not there then. */
  KeptLines without(KeptLines former) {
    Map<Path, List<String>> later = new TreeMap<>(files);
    later.keySet().removeAll(former.files.keySet());
    return new KeptLines(later);
  }

  /** How many subtasks have read all their state. */
  int swept() {
    return Math.toIntExact(lines("swept").count());
  }

  /** When the last subtask that has read all its state had its first record. */
  long lastFirstMillis() {
    return files.values().stream()
        .filter(lines -> lines.stream().anyMatch(is("swept")))
        .flatMapToLong(lines -> lines.stream().filter(is("first")).mapToLong(KeptLines::lastWord))
        .max()
        .orElseThrow();
  }

  /** When the last subtask had read all its state. */
  long lastSweptMillis() {
    return lines("swept").mapToLong(KeptLines::lastWord).max().orElseThrow();
  }

  /** When a subtask that has ended had a record for the last time. */
  long lastMillis() {
    return lines("last").mapToLong(KeptLines::lastWord).max().orElseThrow();
  }

  /**
   * What the state lacks, and what it has twice.
   *
   * @param keys that must be there
   */
  Audit.Counted counted(long keys) {
    long missing = keys - sum(1);
    return new Audit.Counted(sum(LOST) + Math.max(0, missing), sum(TWICE) + Math.max(0, -missing));
  }

  private long sum(int word) {
    return lines("swept").flatMapToLong(line -> LongStream.of(word(line, word))).sum();
  }

  private Stream<String> lines(String kind) {
    return files.values().stream().flatMap(List::stream).filter(is(kind));
  }

  private static Predicate<String> is(String kind) {
    return line -> line.startsWith(kind + " ");
  }

  private static long lastWord(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static long word(String line, int place) {
    return Long.parseLong(line.split(" ", -1)[place]);
  }
}
