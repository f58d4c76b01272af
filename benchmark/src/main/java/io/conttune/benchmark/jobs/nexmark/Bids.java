package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.source.Draws;
import io.conttune.benchmark.jobs.source.Padding;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.source.RecordContent;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Bids, uniform over the auctions and over the bidders: with favourites, no parallelism would be
 * known to suffice.
 *
 * @param draws that they follow from
 * @param keys how many auctions, and how many bidders, there are
 */
record Bids(Draws draws, int keys) implements RecordContent<Bid> {
  static final String SOURCE = "bids";

  private static final int STREAM = 1;
  private static final int FIELDS = 3;
  private static final int LEAST_PRICE = 100;
  private static final int PRICES = 100_000;

  static Bids of(JobArguments arguments) {
    return new Bids(new Draws(arguments.seed()).stream(STREAM), arguments.keys());
  }

  @Override
  public Bid record(long number, Instant due) {
    long place = number * FIELDS;
    return new Bid(
        draws.below(keys, place),
        draws.below(keys, place + 1),
        LEAST_PRICE + draws.below(PRICES, place + 2),
        due.toEpochMilli(),
        Padding.KIBIBYTE);
  }

  /** All bids of a job's input. */
  static Stream<Bid> all(JobArguments arguments) {
    Bids bids = of(arguments);
    RateSchedule schedule = arguments.schedule(SOURCE);
    return LongStream.range(0, schedule.totalRecords())
        .mapToObj(number -> bids.record(number, schedule.dueAt(number)));
  }
}
