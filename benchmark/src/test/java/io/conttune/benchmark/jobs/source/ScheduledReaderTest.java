package io.conttune.benchmark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledReaderTest {

  private static final Instant START = Instant.ofEpochMilli(5_000);
  private static final RateSchedule SCHEDULE =
      new RateSchedule(List.of(10L), Duration.ofSeconds(2), START);
  private static final RecordContent<String> CONTENT = (number, due) -> number + " at " + due;

  private final SourceReaderMetricGroup metrics =
      InternalSourceReaderMetricGroup.wrap(
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
  private final Records output = new Records();
  private final WakeUp wakeUp = WakeUp.ofSubtask(0);
  private Instant now = START;
  private final ScheduledReader<String> reader =
      new ScheduledReader<>(SCHEDULE, EarlyEnd.NEVER, CONTENT, () -> now, wakeUp, metrics);

  @AfterEach
  void endTimer() {
    wakeUp.close();
  }

  @Test
  void emitsWhatIsDueAndNoMore() throws IOException {
    givePartitions(0, 1);
    now = START.plusMillis(500);

    InputStatus last = readWhileMoreIsAvailable();

    assertThat(last).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.records)
        .containsExactly(record(0), record(1), record(2), record(3), record(4));
    assertThat(output.timestamps).containsExactly(5_100L, 5_200L, 5_300L, 5_400L, 5_500L);
    assertThat(metrics.getIOMetricGroup().getNumRecordsInCounter().getCount()).isEqualTo(5);
  }

  @Test
  void reportsTheBacklogOfItsOwnPartitions() throws IOException {
    givePartitions(1);
    now = START.plusMillis(1_000);

    assertThat(reader.backlog()).isEqualTo(5);
    reader.pollNext(output);
    assertThat(reader.backlog()).isEqualTo(4);
  }

  @Test
  void goesOnWhereItsSplitsWereLeft() throws IOException {
    reader.addSplits(List.of(new ScheduledSplit(new Partition(0, 2), 2)));
    now = START.plusMillis(500);

    readWhileMoreIsAvailable();

    assertThat(output.records).containsExactly(record(4));
    assertThat(reader.snapshotState(1)).containsExactly(new ScheduledSplit(new Partition(0, 2), 3));
  }

  @Test
  void endsWhenTheScheduleIsOverAndAllIsRead() throws IOException {
    givePartitions(0, 1);
    now = SCHEDULE.end().minusMillis(1);
    assertThat(readWhileMoreIsAvailable()).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.records).hasSize(19);

    now = SCHEDULE.end();

    assertThat(readWhileMoreIsAvailable()).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(output.records).hasSize(20);
  }

  @Test
  void endsSoonerWhenSomebodySaysSo(@TempDir Path directory) throws IOException {
    RateSchedule hundred =
        new RateSchedule(Collections.nCopies(100, 10L), Duration.ofSeconds(1), START);
    EarlyEnd early = new EarlyEnd(directory.resolve("end").toString());
    ScheduledReader<String> some =
        new ScheduledReader<>(hundred, early, CONTENT, () -> now, wakeUp, metrics);
    some.addSplits(List.of(new ScheduledSplit(new Partition(0, 1), 0)));
    some.notifyNoMoreSplits();
    now = START.plusMillis(500);
    assertThat(readWhileMoreIsAvailable(some)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

    RateSchedule left = early.endSoon(hundred, now);
    now = START.plusSeconds(50);
    InputStatus last = readWhileMoreIsAvailable(some);

    assertThat(left.end()).isEqualTo(START.plusSeconds(3));
    assertThat(last).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(output.records).hasSize(30);
  }

  @Test
  void sleepsUntilTheNextRecordIsDue() throws IOException {
    givePartitions(0);
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

    CompletableFuture<Void> available = reader.isAvailable();

    assertThat(available).isNotDone();
    await().atMost(Duration.ofSeconds(5)).until(available::isDone);
  }

  @Test
  void wakesUpForNewSplits() {
    CompletableFuture<Void> available = reader.isAvailable();
    available = available.isDone() ? reader.isAvailable() : available;
    assertThat(available).isNotDone();

    givePartitions(0);

    assertThat(available).isDone();
  }

  @Test
  void endsItsTimerAtClose() {
    reader.close();

    await().atMost(Duration.ofSeconds(5)).until(wakeUp::hasEnded);
  }

  private void givePartitions(int... numbers) {
    for (int number : numbers) {
      reader.addSplits(List.of(new ScheduledSplit(new Partition(number, 2), 0)));
    }
    reader.notifyNoMoreSplits();
  }

  private InputStatus readWhileMoreIsAvailable() throws IOException {
    return readWhileMoreIsAvailable(reader);
  }

  private InputStatus readWhileMoreIsAvailable(ScheduledReader<String> some) throws IOException {
    InputStatus status = some.pollNext(output);
    while (status == InputStatus.MORE_AVAILABLE) {
      status = some.pollNext(output);
    }
    return status;
  }

  private static String record(long number) {
    return CONTENT.record(number, SCHEDULE.dueAt(number));
  }

  private static final class Records implements ReaderOutput<String> {

    private final List<String> records = new ArrayList<>();
    private final List<Long> timestamps = new ArrayList<>();

    @Override
    public void collect(String record) {
      throw new AssertionError("a record without its time: " + record);
    }

    @Override
    public void collect(String record, long timestamp) {
      records.add(record);
      timestamps.add(timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<String> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
