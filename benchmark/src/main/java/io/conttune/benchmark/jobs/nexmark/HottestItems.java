package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.RecordCost;
import io.conttune.benchmark.jobs.ledger.Result;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the auctions with the most bids of each window, at a cost per auction, and tells them with
 * the number of all bids when the window's last count has come: counts carry the last instant of
 * their window as their timestamp.
 */
final class HottestItems extends KeyedProcessFunction<Long, AuctionCount, Result> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient ListState<Long> hottest;
  private transient ValueState<Long> most;
  private transient ValueState<Long> all;

  HottestItems(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    hottest = getRuntimeContext().getListState(new ListStateDescriptor<>("hottest", Types.LONG));
    most = getRuntimeContext().getState(new ValueStateDescriptor<>("most", Types.LONG));
    all = getRuntimeContext().getState(new ValueStateDescriptor<>("all", Types.LONG));
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's list state declares it
  public void processElement(AuctionCount count, Context context, Collector<Result> out)
      throws Exception {
    cost.pay();
    if (all.value() == null) {
      context.timerService().registerEventTimeTimer(count.windowEnd() - 1);
    }
    all.update(count.bids() + (all.value() == null ? 0 : all.value()));
    long record = most.value() == null ? 0 : most.value();
    if (count.bids() > record) {
      hottest.clear();
      most.update(count.bids());
    }
    if (count.bids() >= record) {
      hottest.add(count.auction());
    }
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's list state declares it
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    long end = context.getCurrentKey();
    for (long auction : hottest.get()) {
      out.collect(Result.of(end, end, auction, most.value(), all.value()));
    }
    hottest.clear();
    most.clear();
    all.clear();
  }
}
