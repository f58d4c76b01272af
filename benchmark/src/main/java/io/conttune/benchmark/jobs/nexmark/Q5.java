package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Hot items: the auctions with the most bids in the last ten seconds, every two seconds. A result
 * has the number of all bids of its window too, so that none can get lost unseen.
 */
public final class Q5 implements Query {
  /** Of the windows, in ms. */
  static final long SIZE = 10_000;

  /** From one window to the next, in ms. */
  static final long SLIDE = 2_000;

  private static final String COUNT = "count";
  private static final String HOTTEST = "hottest";

  @Override
  public String name() {
    return "q5";
  }

  @Override
  public List<String> sources() {
    return List.of(Bids.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(COUNT, HOTTEST);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    return assembly.operator(
        HOTTEST,
        assembly
            .operator(
                COUNT,
                assembly
                    .source(Bids.SOURCE, Bids.of(assembly.arguments()), Bid.class)
                    .keyBy(Bid::auction, Types.LONG)
                    .process(new SlidingCount(assembly.cost(COUNT)))
                    .returns(TypeInformation.of(AuctionCount.class)))
            .keyBy(AuctionCount::windowEnd, Types.LONG)
            .process(new HottestItems(assembly.cost(HOTTEST))));
  }

  /** The end of the first window that has this instant in it, in ms since the epoch. */
  static long firstEnd(long time) {
    return (Math.floorDiv(time, SLIDE) + 1) * SLIDE;
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    Map<Long, Map<Long, Long>> bidsByAuction = new TreeMap<>();
    Bids.all(arguments)
        .forEach(
            bid -> {
              long earliest = bid.time() - SIZE;
              for (long start = Math.floorDiv(bid.time(), SLIDE) * SLIDE;
                  start > earliest;
                  start -= SLIDE) {
                bidsByAuction
                    .computeIfAbsent(start + SIZE, window -> new HashMap<>())
                    .merge(bid.auction(), 1L, Long::sum);
              }
            });
    ResultLedger ledger = new ResultLedger();
    bidsByAuction.forEach((end, counts) -> hottest(end, counts, ledger));
    return ledger;
  }

  private static void hottest(long end, Map<Long, Long> counts, ResultLedger ledger) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    counts.forEach(
        (auction, bids) -> {
          if (bids == most) {
            ledger.add(Result.text(end, auction, most, all));
          }
        });
  }
}
