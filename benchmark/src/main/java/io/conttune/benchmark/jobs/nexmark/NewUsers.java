package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.RecordCost;
import io.conttune.benchmark.jobs.ledger.Result;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins persons with their auctions within windows of event time, at a cost per record of either.
 * The state has the windows that are open; a timer closes each.
 */
final class NewUsers extends KeyedCoProcessFunction<Long, Auction, Person, Result> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient MapState<Long, Long> auctionsByWindowEnd;
  private transient MapState<Long, String> nameByWindowEnd;

  NewUsers(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    auctionsByWindowEnd =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("auctions", Types.LONG, Types.LONG));
    nameByWindowEnd =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("names", Types.LONG, Types.STRING));
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void processElement1(Auction auction, Context context, Collector<Result> out)
      throws Exception {
    cost.pay();
    long end = Q8.windowEnd(auction.time());
    Long before = auctionsByWindowEnd.get(end);
    auctionsByWindowEnd.put(end, before == null ? 1 : before + 1);
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void processElement2(Person person, Context context, Collector<Result> out)
      throws Exception {
    cost.pay();
    long end = Q8.windowEnd(person.time());
    nameByWindowEnd.put(end, person.name());
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    long end = timestamp + 1;
    String name = nameByWindowEnd.get(end);
    Long auctions = auctionsByWindowEnd.get(end);
    if (name != null && auctions != null) {
      out.collect(Result.of(end, context.getCurrentKey(), name, end - Q8.SIZE, auctions));
    }
    nameByWindowEnd.remove(end);
    auctionsByWindowEnd.remove(end);
  }
}
