package io.conttune.benchmark.jobs.source;

import java.io.IOException;
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
 * Emits the records of its partitions that are due, oldest first, and sleeps until the next one is.
 * A record's timestamp is the instant at which it fell due.
 */
final class ScheduledReader<T> implements SourceReader<T, ScheduledSplit> {

  private final EarlyEnd early;
  private final RecordContent<T> content;
  private final InstantSource clock;
  private final WakeUp wakeUp;
  private final Counter recordsRead;
  // Written by the task's thread alone; the thread that reports metrics only reads.
  private final List<Cursor> cursors = new CopyOnWriteArrayList<>();
  private volatile RateSchedule schedule;
  private Instant lookedForTheEnd = Instant.MIN;
  private boolean allSplitsKnown;
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

  ScheduledReader(
      RateSchedule schedule,
      EarlyEnd early,
      RecordContent<T> content,
      InstantSource clock,
      WakeUp wakeUp,
      SourceReaderMetricGroup metrics) {
    this.schedule = schedule;
    this.early = early;
    this.content = content;
    this.clock = clock;
    this.wakeUp = wakeUp;
    this.recordsRead = metrics.getIOMetricGroup().getNumRecordsInCounter();
    metrics.setPendingRecordsGauge(this::backlog);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
    Instant now = clock.instant();
    lookForTheEnd(now);
    oldestUnread().filter(cursor -> isDue(cursor, now)).ifPresent(cursor -> emit(cursor, output));
    if (hasEnded(now)) {
      return InputStatus.END_OF_INPUT;
    }
    return oldestUnread().filter(cursor -> isDue(cursor, now)).isPresent()
        ? InputStatus.MORE_AVAILABLE
        : InputStatus.NOTHING_AVAILABLE;
  }

  private void lookForTheEnd(Instant now) throws IOException {
    if (early.isPossible() && !now.isBefore(lookedForTheEnd)) {
      lookedForTheEnd = now.plus(EarlyEnd.LOOKED_FOR_EVERY);
      schedule = early.of(schedule);
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      available = untilNextRecord();
    }
    return available;
  }

  @Override
  public List<ScheduledSplit> snapshotState(long checkpointId) {
    return cursors.stream().map(Cursor::toSplit).toList();
  }

  @Override
  public void addSplits(List<ScheduledSplit> splits) {
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

  /** Records that are due and not emitted yet. */
  long backlog() {
    Instant now = clock.instant();
    return cursors.stream()
        .mapToLong(cursor -> Math.max(0, schedule.recordsDue(now, cursor.partition) - cursor.next))
        .sum();
  }

  private void emit(Cursor cursor, ReaderOutput<T> output) {
    long record = cursor.nextRecord();
    Instant due = schedule.dueAt(record);
    output.collect(content.record(record, due), due.toEpochMilli());
    cursor.advance();
    recordsRead.inc();
  }

  private boolean hasEnded(Instant now) {
    return allSplitsKnown && !now.isBefore(schedule.end()) && oldestUnread().isEmpty();
  }

  private CompletableFuture<Void> untilNextRecord() {
    Optional<Cursor> oldest = oldestUnread();
    if (oldest.isEmpty() && !allSplitsKnown) {
      return new CompletableFuture<>();
    }
    Instant now = clock.instant();
    Instant due = oldest.map(Cursor::nextRecord).map(schedule::dueAt).orElseGet(schedule::end);
    return due.isAfter(now)
        ? wakeUp.after(Duration.between(now, due))
        : CompletableFuture.completedFuture(null);
  }

  private boolean isDue(Cursor cursor, Instant now) {
    return cursor.nextRecord() < schedule.recordsDue(now);
  }

  private Optional<Cursor> oldestUnread() {
    return cursors.stream()
        .filter(cursor -> cursor.nextRecord() < schedule.totalRecords())
        .min(Comparator.comparingLong(Cursor::nextRecord));
  }

  /** A partition of this reader and the index of its next record. */
  private static final class Cursor {

    private final Partition partition;
    private volatile long next;

    Cursor(ScheduledSplit split) {
      partition = split.partition();
      next = split.nextIndex();
    }

    void advance() {
      long emitted = next;
      next = emitted + 1;
    }

    long nextRecord() {
      return partition.recordNumber(next);
    }

    ScheduledSplit toSplit() {
      return new ScheduledSplit(partition, next);
    }
  }
}
