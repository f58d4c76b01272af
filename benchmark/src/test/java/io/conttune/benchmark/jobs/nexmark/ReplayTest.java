package io.conttune.benchmark.jobs.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.jobs.ArgumentReader;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

/** The plain computations, on inputs so small that their results can be told by hand. */
class ReplayTest {

  /** Four bids of one bidder for one auction, at 1, 2, 3 and 4 seconds. */
  private static final String FOUR_BIDS = "--rates 1 --step-duration 4s --keys 1";

  /** A person each second and an auction each half. */
  private static final String PEOPLE =
      "--rates 1 --unit-rate.auctions 2 --step-duration 60s --seed 5";

  @Test
  void convertsThePriceOfEachBidToEuros() {
    List<Bid> bids = Bids.all(arguments(new Q1(), FOUR_BIDS)).toList();
    assertThat(bids).extracting(Bid::time).containsExactly(1000L, 2000L, 3000L, 4000L);
    assertThat(bids).extracting(Bid::price).allMatch(price -> price >= 100 && price < 100_100);

    assertSame(
        replay(new Q1(), FOUR_BIDS),
        bids.stream()
            .map(bid -> "0,0,%d,%d".formatted(bid.price() * 908 / 1000, bid.time()))
            .toArray(String[]::new));
  }

  @Test
  void selectsTheBidsForOneAuctionIn123() {
    JobArguments arguments = arguments(new Q2(), "--rates 1000 --step-duration 10s");
    long selected = Bids.all(arguments).filter(bid -> bid.auction() % 123 == 0).count();

    // 10 000 bids: 81 are to be expected, with a standard deviation of 9.
    assertThat(new Q2().replay(arguments).results()).isEqualTo(selected).isBetween(45L, 117L);
  }

  @Test
  void countsInWindowsOfTenSecondsEveryTwo() {
    assertSame(
        replay(new Q5(), FOUR_BIDS),
        "2000,0,1,1",
        "4000,0,3,3",
        "6000,0,4,4",
        "8000,0,4,4",
        "10000,0,4,4",
        "12000,0,3,3",
        "14000,0,1,1");
  }

  @Test
  void cutsSessionsAtGapsOfTenSeconds() {
    assertSame(replay(new Q11(), FOUR_BIDS), "0,1000,14000,4");
    assertSame(
        replay(new Q11(), "--rates 1,0,1 --step-duration 10s --keys 1"),
        "0,1000,20000,10",
        "0,21000,40000,10");
  }

  @Test
  void joinsAboutHalfOfTheSellersOfOneCategoryInFive() {
    // 120 auctions, of which 24 are of the category, and half of the states are wanted.
    assertThat(replay(new Q3(), PEOPLE).results()).isBetween(5L, 20L);
  }

  @Test
  void joinsNewUsersWithTheirAuctionsOfTheSameWindow() {
    assertThat(replay(new Q8(), PEOPLE).results()).isBetween(15L, 50L);
  }

  @Test
  void offersAuctionsOfPersonsWhoRegisterAboutThatTime() {
    JobArguments arguments = arguments(new Q8(), PEOPLE);
    List<Person> persons = Persons.all(arguments).toList();

    assertThat(Auctions.all(arguments).filter(auction -> auction.time() > 10_000))
        .allSatisfy(
            auction ->
                assertThat(persons.get((int) auction.seller()).time() - auction.time())
                    .isBetween(-9_000L, 1_000L))
        .anySatisfy(
            auction ->
                assertThat(persons.get((int) auction.seller()).time())
                    .isGreaterThan(auction.time()));
  }

  @Test
  void needsNoKryo() {
    assertThat(List.of(Auction.class, AuctionCount.class, Bid.class, Person.class, Session.class))
        .allSatisfy(type -> assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class));
  }

  private static void assertSame(ResultLedger replayed, String... results) {
    ResultLedger expected = new ResultLedger();
    Stream.of(results).forEach(expected::add);
    assertThat(TotalsAudit.compare(expected, replayed)).isEqualTo(TotalsAudit.flawless(expected));
  }

  private static ResultLedger replay(Query query, String given) {
    return query.replay(arguments(query, given));
  }

  private static JobArguments arguments(Query query, String given) {
    String[] all =
        Stream.of(given.split(" ", -1), new String[] {"--start", "0", "--totals", "unused"})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    return JobArguments.read(query, new ArgumentReader(all));
  }
}
