package io.conttune.benchmark.jobs;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the occurrences of each word, at a cost per word. A timer at the end of event time
 * publishes each word's total: it fires when the input ends, and neither at a stop with a savepoint
 * (drain: false) nor at a restore.
 */
final class KeyedCount extends KeyedProcessFunction<String, Word, WordCount> {

  private static final long serialVersionUID = 1;
  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final UslCurve costPerWord;
  private transient ParkedCost cost;
  private transient ValueState<Long> seen;

  KeyedCount(UslCurve costPerWord) {
    this.costPerWord = costPerWord;
  }

  @Override
  public void open(OpenContext context) {
    int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    cost = ParkedCost.of(costPerWord, parallelism);
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
  }

  @Override
  public void processElement(Word word, Context context, Collector<WordCount> out)
      throws IOException {
    cost.pay();
    Long before = seen.value();
    if (before == null) {
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
    }
    long now = before == null ? 1 : before + 1;
    seen.update(now);
    out.collect(new WordCount(word.text(), now, WordCount.Kind.RUNNING));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<WordCount> out)
      throws IOException {
    out.collect(new WordCount(context.getCurrentKey(), seen.value(), WordCount.Kind.TOTAL));
  }
}
