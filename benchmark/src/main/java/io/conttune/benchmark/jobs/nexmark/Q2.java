package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.PaidFlatMap;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Selection: the bids for one auction in 123. */
public final class Q2 implements Query {
  private static final String FILTER = "filter";
  private static final long ONE_IN = 123;

  @Override
  public String name() {
    return "q2";
  }

  @Override
  public List<String> sources() {
    return List.of(Bids.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(FILTER);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    return assembly.operator(
        FILTER,
        assembly
            .source(Bids.SOURCE, Bids.of(assembly.arguments()), Bid.class)
            .rebalance()
            .flatMap(
                new PaidFlatMap<Bid, Result>(
                    assembly.cost(FILTER),
                    (bid, out) -> {
                      if (bid.auction() % ONE_IN == 0) {
                        out.collect(Result.of(bid.time(), bid.auction(), bid.price(), bid.time()));
                      }
                    })));
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    ResultLedger ledger = new ResultLedger();
    Bids.all(arguments)
        .filter(bid -> bid.auction() % ONE_IN == 0)
        .map(bid -> Result.text(bid.auction(), bid.price(), bid.time()))
        .forEach(ledger::add);
    return ledger;
  }
}
