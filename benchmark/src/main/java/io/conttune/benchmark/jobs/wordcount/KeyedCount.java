package io.conttune.benchmark.jobs.wordcount;

import io.conttune.benchmark.jobs.RecordCost;
import io.conttune.benchmark.jobs.ledger.Result;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts the occurrences of each word and tells each new count, at a cost per word. */
final class KeyedCount extends KeyedProcessFunction<String, Word, Result> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient ValueState<Long> seen;

  KeyedCount(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
  }

  @Override
  public void processElement(Word word, Context context, Collector<Result> out) throws IOException {
    cost.pay();
    Long before = seen.value();
    long now = before == null ? 1 : before + 1;
    seen.update(now);
    out.collect(Result.of(word.time(), word.text(), now));
  }
}
