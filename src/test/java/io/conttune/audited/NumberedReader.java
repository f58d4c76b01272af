package io.conttune.audited;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/** Emits what is due of its partitions, the partition that is furthest behind first. */
final class NumberedReader implements SourceReader<Numbered, NumberedSplit> {
  /** Records that fall due within this time are read together: each wake of a source costs. */
  private static final long SHORTEST_SLEEP = 10;

  private static final long LONGEST_SLEEP = 20;
  private static final long LOOK_FOR_THE_END = 100;

  private final NumberedInput input;
  private final String payload;
  private final Counter read;
  private final List<Cursor> cursors = new ArrayList<>();
  private long records = Long.MAX_VALUE / 2;
  private long lookedForTheEnd;
  private boolean allSplitsKnown;
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

  NumberedReader(NumberedInput input, SourceReaderContext context) {
    this.input = input;
    this.payload = "-".repeat(input.payloadBytes());
    this.read = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Numbered> output) throws IOException {
    long now = System.currentTimeMillis();
    lookForTheEnd(now);
    Optional<Cursor> behind = furthestBehind();
    if (behind.isEmpty()) {
      return allSplitsKnown ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    Cursor cursor = behind.get();
    if (cursor.next >= input.due(cursor.partition, now)) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(
        new Numbered(cursor.partition, cursor.next, cursor.reader, cursor.restored, payload));
    read.inc();
    cursor.next++;
    return InputStatus.MORE_AVAILABLE;
  }

  private void lookForTheEnd(long now) throws IOException {
    if (now - lookedForTheEnd >= LOOK_FOR_THE_END) {
      lookedForTheEnd = now;
      records = input.records();
    }
  }

  private Optional<Cursor> furthestBehind() {
    return cursors.stream()
        .filter(cursor -> cursor.next < input.share(records, cursor.partition))
        .min(Comparator.comparingLong(cursor -> cursor.next));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      available =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, sleepMillis(), TimeUnit.MILLISECONDS);
    }
    return available;
  }

  private long sleepMillis() {
    long now = System.currentTimeMillis();
    return furthestBehind()
        .map(cursor -> input.dueAt(cursor.partition, cursor.next) - now)
        .map(until -> Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, until)))
        .orElse(LONGEST_SLEEP);
  }

  @Override
  public List<NumberedSplit> snapshotState(long checkpointId) {
    return cursors.stream()
        .map(cursor -> new NumberedSplit(cursor.partition, cursor.next))
        .toList();
  }

  @Override
  public void addSplits(List<NumberedSplit> splits) {
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
    available.complete(null);
  }

  private static final class Cursor {
    private final int partition;
    private final long restored;
    private final long reader = System.currentTimeMillis();
    private long next;

    Cursor(NumberedSplit split) {
      partition = split.partition();
      restored = split.next();
      next = split.next();
    }
  }
}
