package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.PaidFlatMap;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Local items: who offers items of category 10 in Oregon, Idaho or California. */
public final class Q3 implements Query {
  private static final String AUCTION_FILTER = "auction-filter";
  private static final String PERSON_FILTER = "person-filter";
  private static final String JOIN = "join";
  private static final int CATEGORY = 10;
  private static final Set<String> STATES = Set.of("OR", "ID", "CA");

  @Override
  public String name() {
    return "q3";
  }

  @Override
  public List<String> sources() {
    return List.of(Auctions.SOURCE, Persons.SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(AUCTION_FILTER, PERSON_FILTER, JOIN);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    return assembly.operator(
        JOIN,
        auctions(assembly)
            .connect(persons(assembly))
            .keyBy(Auction::seller, Person::id, Types.LONG)
            .process(new LocalItems(assembly.cost(JOIN))));
  }

  private static DataStream<Auction> auctions(Assembly assembly) {
    return assembly.operator(
        AUCTION_FILTER,
        assembly
            .source(Auctions.SOURCE, Auctions.of(assembly.arguments()), Auction.class)
            .rebalance()
            .flatMap(
                new PaidFlatMap<Auction, Auction>(
                    assembly.cost(AUCTION_FILTER),
                    (auction, out) -> {
                      if (auction.category() == CATEGORY) {
                        out.collect(auction);
                      }
                    }))
            .returns(TypeInformation.of(Auction.class)));
  }

  private static DataStream<Person> persons(Assembly assembly) {
    return assembly.operator(
        PERSON_FILTER,
        assembly
            .source(Persons.SOURCE, Persons.of(assembly.arguments()), Person.class)
            .rebalance()
            .flatMap(
                new PaidFlatMap<Person, Person>(
                    assembly.cost(PERSON_FILTER),
                    (person, out) -> {
                      if (STATES.contains(person.state())) {
                        out.collect(person);
                      }
                    }))
            .returns(TypeInformation.of(Person.class)));
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    List<Person> persons = Persons.all(arguments).toList();
    ResultLedger ledger = new ResultLedger();
    Auctions.all(arguments)
        .filter(auction -> auction.category() == CATEGORY && auction.seller() < persons.size())
        .forEach(
            auction -> {
              Person seller = persons.get((int) auction.seller());
              if (STATES.contains(seller.state())) {
                ledger.add(Result.text(seller.name(), seller.city(), seller.state(), auction.id()));
              }
            });
    return ledger;
  }
}
