package io.conttune.benchmark.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * Emits the lines of its partitions that are due, oldest first, and sleeps until the next one is.
 */
final class ScheduledLineReader implements SourceReader<Line, LineSplit> {

  private final RateSchedule schedule;
  private final LineContent content;
  private final InstantSource clock;
  private final WakeUp wakeUp;
  private final Counter linesRead;
  // Written by the task's thread alone; the thread that reports metrics only reads.
  private final List<Cursor> cursors = new CopyOnWriteArrayList<>();
  private boolean allSplitsKnown;
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

  ScheduledLineReader(
      RateSchedule schedule,
      LineContent content,
      InstantSource clock,
      WakeUp wakeUp,
      SourceReaderMetricGroup metrics) {
    this.schedule = schedule;
    this.content = content;
    this.clock = clock;
    this.wakeUp = wakeUp;
    this.linesRead = metrics.getIOMetricGroup().getNumRecordsInCounter();
    metrics.setPendingRecordsGauge(this::backlog);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Line> output) {
    Instant now = clock.instant();
    oldestUnread().filter(cursor -> isDue(cursor, now)).ifPresent(cursor -> emit(cursor, output));
    if (hasEnded(now)) {
      return InputStatus.END_OF_INPUT;
    }
    return oldestUnread().filter(cursor -> isDue(cursor, now)).isPresent()
        ? InputStatus.MORE_AVAILABLE
        : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      available = untilNextLine();
    }
    return available;
  }

  @Override
  public List<LineSplit> snapshotState(long checkpointId) {
    return cursors.stream().map(Cursor::toSplit).toList();
  }

  @Override
  public void addSplits(List<LineSplit> splits) {
    splits.forEach(split -> cursors.add(new Cursor(split)));
    available.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    allSplitsKnown = true;
    available.complete(null);
  }

  @Override
  public void close() {
    wakeUp.close();
    available.complete(null);
  }

  /** Lines that are due and not emitted yet. */
  long backlog() {
    Instant now = clock.instant();
    return cursors.stream()
        .mapToLong(cursor -> Math.max(0, schedule.linesDue(now, cursor.partition) - cursor.next))
        .sum();
  }

  private void emit(Cursor cursor, ReaderOutput<Line> output) {
    output.collect(content.line(cursor.partition, cursor.next));
    cursor.advance();
    linesRead.inc();
  }

  private boolean hasEnded(Instant now) {
    return allSplitsKnown && !now.isBefore(schedule.end()) && oldestUnread().isEmpty();
  }

  private CompletableFuture<Void> untilNextLine() {
    Optional<Cursor> oldest = oldestUnread();
    if (oldest.isEmpty() && !allSplitsKnown) {
      return new CompletableFuture<>();
    }
    Instant now = clock.instant();
    Instant due = oldest.map(Cursor::nextLine).map(schedule::dueAt).orElseGet(schedule::end);
    return due.isAfter(now)
        ? wakeUp.after(Duration.between(now, due))
        : CompletableFuture.completedFuture(null);
  }

  private boolean isDue(Cursor cursor, Instant now) {
    return cursor.nextLine() < schedule.linesDue(now);
  }

  private Optional<Cursor> oldestUnread() {
    return cursors.stream()
        .filter(cursor -> cursor.nextLine() < schedule.totalLines())
        .min(Comparator.comparingLong(Cursor::nextLine));
  }

  /** A partition of this reader and the index of its next line. */
  private static final class Cursor {

    private final Partition partition;
    private volatile long next;

    Cursor(LineSplit split) {
      partition = split.partition();
      next = split.nextIndex();
    }

    void advance() {
      long emitted = next;
      next = emitted + 1;
    }

    long nextLine() {
      return partition.lineNumber(next);
    }

    LineSplit toSplit() {
      return new LineSplit(partition, next);
    }
  }
}
