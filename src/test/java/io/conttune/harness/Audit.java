package io.conttune.harness;

import io.conttune.audited.NumberedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The counts of an audited job, taken in three places.
 *
 * @param records of the input
 * @param state lost and duplicated in the keyed state
 * @param transactional lost and duplicated for a reader of committed data
 * @param plain lost and duplicated in a sink without transactions
 * @param replayed records that the plain sink had to be given again, by where its runs began
 */
public record Audit(
    long records, Counted state, Counted transactional, Counted plain, long replayed) {

  /**
   * In one place.
   *
   * @param lost records that are missing
   * @param duplicated records too many
   */
  public record Counted(long lost, long duplicated) {
    static final Counted EXACTLY = new Counted(0, 0);

    @Override
    public String toString() {
      return lost + " / " + duplicated;
    }
  }

  /** Reads what a job that has finished left in its directory. */
  static Audit of(NumberedInput input, long records, int keys, Path directory) throws IOException {
    PlainLines plain = PlainLines.read(directory.resolve("plain"));
    return new Audit(
        records,
        state(expected(input, records, keys), directory.resolve("tally")),
        transactional(records, directory.resolve("transactional").resolve("committed")),
        new Counted(records - plain.distinct(), plain.lines() - plain.distinct()),
        plain.replayed());
  }

  /** Nothing lost anywhere, nothing twice but what a sink without transactions must get twice. */
  boolean isFlawless() {
    return state.equals(Counted.EXACTLY)
        && transactional.equals(Counted.EXACTLY)
        && plain.equals(new Counted(0, replayed));
  }

  /**
   * By key; a key with the right number of wrong records counts as one lost and one too many. A run
   * that failed after the end of its input may have written a key before the one that succeeded:
   * both must be right.
   */
  private static Counted state(Map<Long, Tally> expected, Path directory) throws IOException {
    Map<Long, List<Tally>> seen = new HashMap<>();
    for (String line : lines(directory)) {
      String[] parts = line.split(" ", -1);
      seen.computeIfAbsent(Long.parseLong(parts[0]), key -> new ArrayList<>())
          .add(new Tally(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }
    long lost = 0;
    long duplicated = 0;
    for (Map.Entry<Long, Tally> key : expected.entrySet()) {
      for (Tally counted : seen.getOrDefault(key.getKey(), List.of(new Tally(0, 0)))) {
        long surplus = counted.count() - key.getValue().count();
        boolean others = surplus == 0 && counted.sum() != key.getValue().sum();
        lost += Math.max(0, -surplus) + (others ? 1 : 0);
        duplicated += Math.max(0, surplus) + (others ? 1 : 0);
      }
    }
    return new Counted(lost, duplicated);
  }

  private record Tally(long count, long sum) {}

  private static Map<Long, Tally> expected(NumberedInput input, long records, int keys) {
    Map<Long, Tally> expected = new HashMap<>();
    for (long number = 0; number < records; number++) {
      long key = number / input.partitions() % keys;
      expected.merge(
          key, new Tally(1, number), (a, b) -> new Tally(a.count() + 1, a.sum() + b.sum()));
    }
    return expected;
  }

  private static Counted transactional(long records, Path directory) throws IOException {
    List<String> lines = lines(directory);
    long distinct = lines.stream().distinct().count();
    return new Counted(records - distinct, lines.size() - distinct);
  }

  static List<String> lines(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      Stream<String> lines = Stream.empty();
      for (Path file : all) {
        lines = Stream.concat(lines, Files.readAllLines(file).stream());
      }
      return lines.toList();
    }
  }
}
