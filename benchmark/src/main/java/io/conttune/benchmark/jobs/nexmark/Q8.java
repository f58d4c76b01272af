package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * New users: who has registered and opened auctions in the same ten seconds, with the number of
 * these auctions.
 */
public final class Q8 implements Query {
  /** Of the windows, in ms. */
  static final long SIZE = 10_000;

  private static final String JOIN = "join";

  @Override
  public String name() {
    return "q8";
  }

  @Override
  public List<String> sources() {
    return List.of(Auctions.SOURCE, Persons.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(JOIN);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    JobArguments arguments = assembly.arguments();
    return assembly.operator(
        JOIN,
        assembly
            .source(Auctions.SOURCE, Auctions.of(arguments), Auction.class)
            .connect(assembly.source(Persons.SOURCE, Persons.of(arguments), Person.class))
            .keyBy(Auction::seller, Person::id, Types.LONG)
            .process(new NewUsers(assembly.cost(JOIN))));
  }

  /** The end of the window that has this instant in it, in ms since the epoch. */
  static long windowEnd(long time) {
    return (Math.floorDiv(time, SIZE) + 1) * SIZE;
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    Map<Long, Person> persons =
        Persons.all(arguments).collect(Collectors.toMap(Person::id, Function.identity()));
    Map<Long, Long> auctions =
        Auctions.all(arguments)
            .filter(auction -> persons.containsKey(auction.seller()))
            .filter(
                auction ->
                    Math.floorDiv(auction.time(), SIZE)
                        == Math.floorDiv(persons.get(auction.seller()).time(), SIZE))
            .collect(Collectors.groupingBy(Auction::seller, Collectors.counting()));
    ResultLedger ledger = new ResultLedger();
    auctions.forEach(
        (seller, count) -> {
          Person person = persons.get(seller);
          long start = person.time() - Math.floorMod(person.time(), SIZE);
          ledger.add(Result.text(person.id(), person.name(), start, count));
        });
    return ledger;
  }
}
