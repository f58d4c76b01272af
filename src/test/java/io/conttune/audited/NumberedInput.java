package io.conttune.audited;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The input of the source: record n of the input is record n / partitions of partition n mod
 * partitions, and due so long after the start as the rate says, whether the job runs or not. The
 * input ends at the number that somebody writes into a file, and until then not at all.
 *
 * @param partitions at least 1
 * @param perSecond records that fall due each second, at least 1
 * @param startMillis when the first one is due
 * @param payloadBytes of each record
 * @param end the file that will say how many records there are
 */
public record NumberedInput(
    int partitions, long perSecond, long startMillis, int payloadBytes, String end)
    implements Serializable {
  /**
   * More than a busy machine needs to write a small file: no reader may be past the end by then.
   */
  private static final long AHEAD_MILLIS = 2000;

  /**
   * Ends the input shortly after now.
   *
   * @return how many records it has then
   */
  public long endSoon() throws IOException {
    long records = due(System.currentTimeMillis() + AHEAD_MILLIS);
    Path written = Path.of(end + ".tmp");
    Files.writeString(written, String.valueOf(records));
    Files.move(written, Path.of(end), StandardCopyOption.ATOMIC_MOVE);
    return records;
  }

  /** How many records there are; more than can be counted while that is open. */
  long records() throws IOException {
    Path file = Path.of(end);
    return Files.exists(file) ? Long.parseLong(Files.readString(file)) : Long.MAX_VALUE / 2;
  }

  /** Which part of the first records of the input belongs to a partition. */
  long share(long records, int partition) {
    return (records + partitions - 1 - partition) / partitions;
  }

  /** How many records of this partition are due. */
  long due(int partition, long nowMillis) {
    return share(due(nowMillis), partition);
  }

  private long due(long nowMillis) {
    return Math.max(0, nowMillis - startMillis) * perSecond / 1000;
  }

  long dueAt(int partition, long index) {
    long number = index * partitions + partition;
    return startMillis + (number + 1) * 1000 / perSecond + 1;
  }
}
