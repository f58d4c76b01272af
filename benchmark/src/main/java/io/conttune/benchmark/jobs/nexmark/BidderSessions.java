package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.RecordCost;
import io.conttune.benchmark.jobs.ledger.Result;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the bids of each bidder's sessions in event time, at a cost per bid. Bids may come out of
 * order, so there may be several sessions, which a bid joins to one; a timer closes each.
 */
final class BidderSessions extends KeyedProcessFunction<Long, Bid, Result> {

  private static final long serialVersionUID = 1;

  private final RecordCost cost;
  private transient ListState<Session> open;

  BidderSessions(RecordCost cost) {
    this.cost = cost;
  }

  @Override
  public void open(OpenContext context) {
    cost.open(getRuntimeContext());
    open =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("sessions", TypeInformation.of(Session.class)));
  }

  @Override
  @SuppressWarnings("ThrowsException") // as Flink's list state declares it
  public void processElement(Bid bid, Context context, Collector<Result> out) throws Exception {
    cost.pay();
    Session joined = new Session(bid.time(), bid.time(), 1);
    List<Session> sessions = new ArrayList<>();
    for (Session session : open.get()) {
      if (session.touches(joined)) {
        joined = joined.plus(session);
      } else {
        sessions.add(session);
      }
    }
    sessions.add(joined);
    open.update(sessions);
    context.timerService().registerEventTimeTimer(joined.end() - 1);
  }

  /** A session that has grown since the timer was set has another timer. */
  @Override
  @SuppressWarnings("ThrowsException") // as Flink's list state declares it
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    List<Session> sessions = new ArrayList<>();
    for (Session session : open.get()) {
      if (session.end() <= timestamp + 1) {
        long end = session.end();
        out.collect(Result.of(end, context.getCurrentKey(), session.start(), end, session.bids()));
      } else {
        sessions.add(session);
      }
    }
    open.update(sessions);
  }
}
