package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** User sessions: how often each bidder bids before ten seconds pass without a bid. */
public final class Q11 implements Query {
  /** That ends a session, in ms. */
  static final long GAP = 10_000;

  private static final String SESSIONS = "sessions";

  @Override
  public String name() {
    return "q11";
  }

  @Override
  public List<String> sources() {
    return List.of(Bids.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(SESSIONS);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    return assembly.operator(
        SESSIONS,
        assembly
            .source(Bids.SOURCE, Bids.of(assembly.arguments()), Bid.class)
            .keyBy(Bid::bidder, Types.LONG)
            .process(new BidderSessions(assembly.cost(SESSIONS))));
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    Map<Long, List<Long>> times =
        Bids.all(arguments)
            .collect(
                Collectors.groupingBy(
                    Bid::bidder, TreeMap::new, Collectors.mapping(Bid::time, Collectors.toList())));
    ResultLedger ledger = new ResultLedger();
    times.forEach((bidder, all) -> sessions(bidder, all, ledger));
    return ledger;
  }

  /** Cuts a bidder's bids, which are in the order of time, where the gaps are. */
  private static void sessions(long bidder, List<Long> times, ResultLedger ledger) {
    int first = 0;
    for (int next = 1; next <= times.size(); next++) {
      long last = times.get(next - 1);
      if (next == times.size() || times.get(next) - last >= GAP) {
        ledger.add(Result.text(bidder, times.get(first), last + GAP, next - first));
        first = next;
      }
    }
  }
}
