package io.conttune.usefultime.jobs;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the numbers of each key at some work each. At the end of the input, and neither at a stop
 * with a savepoint nor at a restore, a timer emits {@code key,count}.
 */
final class Count extends KeyedProcessFunction<Long, Long, String> {
  private static final long serialVersionUID = 1;

  private final Work work;
  private transient ValueState<Long> seen;

  Count(Work work) {
    this.work = work;
  }

  @Override
  public void open(Configuration parameters) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
  }

  @Override
  public void processElement(Long number, Context context, Collector<String> out)
      throws IOException {
    work.onRecord();
    Long before = seen.value();
    if (before == null) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    seen.update(before == null ? 1 : before + 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
      throws IOException {
    out.collect(context.getCurrentKey() + "," + seen.value());
  }
}
