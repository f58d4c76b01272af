package io.conttune.audited;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps how many records each key has seen and the sum of their numbers, and lets every record
 * pass, at a cost. At the end of the input, and not at a stop with a savepoint, the state of each
 * key is written down.
 */
final class KeyedTally extends KeyedProcessFunction<Integer, Numbered, Numbered> {
  private static final long serialVersionUID = 1;
  private static final long SHORTEST_PARK = 1_000_000;

  private final String directory;
  private final long nanosPerRecord;
  private final int partitions;
  private transient ValueState<Long> count;
  private transient ValueState<Long> sum;
  private transient Lines lines;
  private transient long debt;

  KeyedTally(Path directory, long nanosPerRecord, int partitions) {
    this.directory = directory.toString();
    this.nanosPerRecord = nanosPerRecord;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
  }

  @Override
  public void processElement(Numbered record, Context context, Collector<Numbered> out)
      throws IOException {
    pay();
    Long before = count.value();
    if (before == null) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    long number = record.index() * partitions + record.partition();
    count.update(before == null ? 1 : before + 1);
    sum.update(before == null ? number : sum.value() + number);
    out.collect(record);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Numbered> out)
      throws IOException {
    if (lines == null) {
      lines = Lines.open(Path.of(directory));
    }
    lines.write(context.getCurrentKey() + " " + count.value() + " " + sum.value());
  }

  /** The thread is parked, which Flink counts as busy; what a park took too long is made up for. */
  private void pay() {
    debt += nanosPerRecord;
    if (debt >= SHORTEST_PARK) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(debt);
      debt -= System.nanoTime() - begin;
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
