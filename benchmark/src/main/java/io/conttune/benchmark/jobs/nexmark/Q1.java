package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.PaidFlatMap;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Currency conversion: the price of each bid in euros. */
public final class Q1 implements Query {
  private static final String MAPPER = "mapper";
  private static final BigDecimal EUROS_PER_DOLLAR = new BigDecimal("0.908");

  @Override
  public String name() {
    return "q1";
  }

  @Override
  public List<String> sources() {
    return List.of(Bids.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(MAPPER);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    return assembly.operator(
        MAPPER,
        assembly
            .source(Bids.SOURCE, Bids.of(assembly.arguments()), Bid.class)
            .rebalance()
            .flatMap(
                new PaidFlatMap<Bid, Result>(
                    assembly.cost(MAPPER),
                    (bid, out) ->
                        out.collect(
                            Result.of(
                                bid.time(),
                                bid.auction(),
                                bid.bidder(),
                                euroCents(bid.price()),
                                bid.time())))));
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    ResultLedger ledger = new ResultLedger();
    Bids.all(arguments)
        .map(
            bid ->
                Result.text(
                    bid.auction(),
                    bid.bidder(),
                    EUROS_PER_DOLLAR
                        .multiply(BigDecimal.valueOf(bid.price()))
                        .setScale(0, RoundingMode.DOWN),
                    bid.time()))
        .forEach(ledger::add);
    return ledger;
  }

  /** Rounded down. */
  private static long euroCents(long cents) {
    return cents * 908 / 1000;
  }
}
