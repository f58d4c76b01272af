package io.conttune.benchmark.jobs;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** A stateless operator that pays for each record before it works on it. */
public final class PaidFlatMap<T, R> extends RichFlatMapFunction<T, R> {
  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private final FlatMapFunction<T, R> work;

  /** An operator that does this work at this cost. */
  public PaidFlatMap(RecordCost cost, FlatMapFunction<T, R> work) {
    this.cost = cost;
    this.work = work;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink declares it
  public void flatMap(T record, Collector<R> out) throws Exception {
    cost.pay();
    work.flatMap(record, out);
  }
}
