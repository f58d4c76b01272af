package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.RecordCost;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the bids for each auction in each sliding window of event time, at a cost per bid. The
 * state has the windows that are open; a timer closes each.
 */
final class SlidingCount extends KeyedProcessFunction<Long, Bid, AuctionCount> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient MapState<Long, Long> bidsByWindowEnd;

  SlidingCount(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    bidsByWindowEnd =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("windows", Types.LONG, Types.LONG));
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void processElement(Bid bid, Context context, Collector<AuctionCount> out)
      throws Exception {
    cost.pay();
    for (long end = Q5.firstEnd(bid.time()); end <= bid.time() + Q5.SIZE; end += Q5.SLIDE) {
      Long before = bidsByWindowEnd.get(end);
      if (before == null) {
        context.timerService().registerEventTimeTimer(end - 1);
      }
      bidsByWindowEnd.put(end, before == null ? 1 : before + 1);
    }
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void onTimer(long timestamp, OnTimerContext context, Collector<AuctionCount> out)
      throws Exception {
    long end = timestamp + 1;
    out.collect(new AuctionCount(context.getCurrentKey(), end, bidsByWindowEnd.get(end)));
    bidsByWindowEnd.remove(end);
  }
}
