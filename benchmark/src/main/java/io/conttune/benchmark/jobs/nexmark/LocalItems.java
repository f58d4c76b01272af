package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.RecordCost;
import io.conttune.benchmark.jobs.ledger.Result;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins auctions with their sellers, at a cost per record of either. Both may come first: a person
 * is kept for the auctions to come, an auction until its seller has come, which may be never.
 */
final class LocalItems extends KeyedCoProcessFunction<Long, Auction, Person, Result> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient ValueState<Person> seller;
  private transient MapState<Long, Long> waiting;

  LocalItems(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    seller =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("seller", TypeInformation.of(Person.class)));
    waiting =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LONG));
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void processElement1(Auction auction, Context context, Collector<Result> out)
      throws Exception {
    cost.pay();
    Person person = seller.value();
    if (person == null) {
      waiting.put(auction.id(), auction.time());
    } else {
      out.collect(result(person, auction.id(), auction.time()));
    }
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's map state declares it
  public void processElement2(Person person, Context context, Collector<Result> out)
      throws Exception {
    cost.pay();
    seller.update(person.withoutPadding());
    for (Map.Entry<Long, Long> auction : waiting.entries()) {
      out.collect(result(person, auction.getKey(), auction.getValue()));
    }
    waiting.clear();
  }

  private static Result result(Person person, long auction, long time) {
    return Result.of(
        Math.max(person.time(), time), person.name(), person.city(), person.state(), auction);
  }
}
