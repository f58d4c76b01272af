package io.conttune.audited;

import java.io.IOException;
import java.nio.file.Path;
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

  private final String directory;
  private final Payment payment;
  private final int partitions;
  private transient ValueState<Long> count;
  private transient ValueState<Long> sum;
  private transient Lines lines;

  KeyedTally(Path directory, long nanosPerRecord, int partitions) {
    this.directory = directory.toString();
    this.payment = new Payment(nanosPerRecord);
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
    payment.pay();
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

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
