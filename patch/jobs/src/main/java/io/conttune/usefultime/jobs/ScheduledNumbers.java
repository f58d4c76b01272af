package io.conttune.usefultime.jobs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.core.io.InputStatus;

/** Numbers from 0 by a schedule, from a source of the new kind (FLIP-27) with one subtask. */
final class ScheduledNumbers extends NumberSequenceSource {
  private static final long serialVersionUID = 1;

  private final Schedule schedule;

  ScheduledNumbers(Schedule schedule) {
    super(0, schedule.records() - 1);
    this.schedule = schedule;
  }

  @Override
  public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(super.createReader(context), schedule);
  }

  /** Reads from another reader what is due. */
  @SuppressWarnings("try") // Flink says that close() may throw anything.
  private static final class Reader implements SourceReader<Long, NumberSequenceSplit> {
    private final SourceReader<Long, NumberSequenceSplit> numbers;
    private final Schedule schedule;
    private long next;

    Reader(SourceReader<Long, NumberSequenceSplit> numbers, Schedule schedule) {
      this.numbers = numbers;
      this.schedule = schedule;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) throws Exception {
      if (schedule.nanosUntil(next) > 0) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = numbers.pollNext(output);
      if (status == InputStatus.MORE_AVAILABLE) {
        next++;
      }
      return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      long nanos = schedule.nanosUntil(next);
      return nanos <= 0
          ? numbers.isAvailable()
          : CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      next = splits.get(0).from();
      numbers.addSplits(splits);
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return numbers.snapshotState(checkpointId);
    }

    @Override
    public void start() {
      numbers.start();
    }

    @Override
    public void notifyNoMoreSplits() {
      numbers.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      numbers.handleSourceEvents(event);
    }

    @Override
    public void close() throws Exception {
      numbers.close();
    }
  }
}
