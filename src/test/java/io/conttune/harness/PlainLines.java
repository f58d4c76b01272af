package io.conttune.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lines that a sink without transactions was given, by the run of the job that gave them: each
 * start or restart is one.
 *
 * @param runs in their order
 */
record PlainLines(List<Run> runs) {

  /**
   * One run.
   *
   * @param start of its first writer, in milliseconds
   * @param lines in no order
   */
  record Run(long start, List<Line> lines) {}

  /** One record as the sink got it. */
  record Line(Id id, long reader, long restored, long writtenAt) {
    static Line parse(String text) {
      String[] parts = text.split(" ", -1);
      return new Line(
          new Id(Integer.parseInt(parts[0]), Long.parseLong(parts[1])),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Long.parseLong(parts[4]));
    }
  }

  /** Which record. */
  record Id(int partition, long index) {}

  static PlainLines read(Path directory) throws IOException {
    List<Writer> writers = new ArrayList<>();
    try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
      for (Path file : files.toList()) {
        writers.add(Writer.parse(file.getFileName().toString(), wholeLines(file)));
      }
    }
    Map<String, Run> runs = new HashMap<>();
    for (Writer writer : writers) {
      runs.merge(firstOfItsRun(writer, writers).file(), writer.alone(), PlainLines::join);
    }
    return new PlainLines(
        runs.values().stream().sorted(Comparator.comparingLong(Run::start)).toList());
  }

  /** The lines of one subtask of one run. */
  private record Writer(String file, long start, String jobId, int subtask, List<Line> lines) {
    static Writer parse(String file, List<Line> lines) {
      String[] name = file.split("_", -1);
      return new Writer(file, Long.parseLong(name[0]), name[1], Integer.parseInt(name[2]), lines);
    }

    Run alone() {
      return new Run(start, lines);
    }
  }

  /**
   * Every run has a subtask 0, and the others begin about when it does. The number of the attempt
   * would not tell: a subtask that a rescale in place adds begins with its first one.
   */
  private static Writer firstOfItsRun(Writer writer, List<Writer> writers) {
    return writers.stream()
        .filter(other -> other.subtask() == 0 && other.jobId().equals(writer.jobId()))
        .min(Comparator.comparingLong(first -> Math.abs(first.start() - writer.start())))
        .orElse(writer);
  }

  /** A task manager that is killed may leave half a line; that record was not written. */
  private static List<Line> wholeLines(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Line::parse).toList();
  }

  private static Run join(Run one, Run other) {
    List<Line> lines = new ArrayList<>(one.lines());
    lines.addAll(other.lines());
    return new Run(Math.min(one.start(), other.start()), lines);
  }

  long lines() {
    return runs.stream().mapToLong(run -> run.lines().size()).sum();
  }

  long distinct() {
    return runs.stream().flatMap(run -> run.lines().stream()).map(Line::id).distinct().count();
  }

  /**
   * Records that had been written and that a later run read again, or had in flight when its state
   * was taken. It is found without counting duplicates, from where the readers of each run began;
   * of a run that ended early it is as much as that run came to write.
   */
  long replayed() {
    Set<Id> before = new HashSet<>();
    long replayed = 0;
    long former = 0;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      boolean last = i == runs.size() - 1;
      // Readers begin about when the writers of their run do, in either order.
      replayed += replayed(run, (former + run.start()) / 2, before, last);
      former = run.start();
      run.lines().forEach(line -> before.add(line.id()));
    }
    return replayed;
  }

  private static long replayed(Run run, long readersSince, Set<Id> before, boolean last) {
    Map<Integer, Long> began = new HashMap<>();
    Set<Id> inFlight = new HashSet<>();
    Set<Id> written = new HashSet<>();
    for (Line line : run.lines()) {
      written.add(line.id());
      if (line.reader() >= readersSince) {
        began.put(line.id().partition(), line.restored());
      } else {
        inFlight.add(line.id());
      }
    }
    return before.stream()
        .filter(
            id ->
                inFlight.contains(id)
                    || id.index() >= began.getOrDefault(id.partition(), Long.MAX_VALUE))
        .filter(id -> last || written.contains(id))
        .count();
  }

  /** When the newest run wrote its first line. */
  long firstOfLastRunMillis() {
    return runs.get(runs.size() - 1).lines().stream()
        .mapToLong(Line::writtenAt)
        .min()
        .orElseThrow();
  }

  /** When the newest line was written. */
  long newestMillis() {
    return runs.stream()
        .flatMap(run -> run.lines().stream())
        .mapToLong(Line::writtenAt)
        .max()
        .orElse(0);
  }

  /** The longest time in which the sink got nothing, in milliseconds, of what ends after this. */
  long longestGapMillis(long afterMillis) {
    List<Long> times =
        runs.stream()
            .flatMap(run -> run.lines().stream())
            .map(Line::writtenAt)
            .filter(at -> at >= afterMillis)
            .sorted()
            .toList();
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest;
  }
}
