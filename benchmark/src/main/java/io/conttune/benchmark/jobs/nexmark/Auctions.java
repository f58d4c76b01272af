package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.source.Draws;
import io.conttune.benchmark.jobs.source.Padding;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.source.RecordContent;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Auctions by persons who registered in the last seconds or will in the next: so persons come
 * before and after their auctions, and new users open auctions at once.
 *
 * @param draws that the auctions follow from
 * @param persons when persons register
 */
record Auctions(Draws draws, RateSchedule persons) implements RecordContent<Auction> {
  static final String SOURCE = "auctions";

  private static final int STREAM = 3;
  private static final int FIELDS = 2;
  private static final int FIRST_CATEGORY = 10;
  private static final int CATEGORIES = 5;
  private static final Duration PAST = Duration.ofSeconds(9);
  private static final Duration FUTURE = Duration.ofSeconds(1);

  static Auctions of(JobArguments arguments) {
    return new Auctions(
        new Draws(arguments.seed()).stream(STREAM), arguments.schedule(Persons.SOURCE));
  }

  @Override
  public Auction record(long number, Instant due) {
    long draw = number * FIELDS;
    return new Auction(
        number,
        seller(draw, due),
        FIRST_CATEGORY + draws.below(CATEGORIES, draw + 1),
        due.toEpochMilli(),
        Padding.KIBIBYTE);
  }

  private long seller(long draw, Instant due) {
    long oldest = persons.recordsDue(due.minus(PAST));
    long newest = persons.recordsDue(due.plus(FUTURE));
    int candidates = (int) Math.max(1, newest - oldest);
    return Math.min(oldest + draws.below(candidates, draw), Math.max(0, newest - 1));
  }

  /** All auctions of a job's input. */
  static Stream<Auction> all(JobArguments arguments) {
    Auctions auctions = of(arguments);
    RateSchedule schedule = arguments.schedule(SOURCE);
    return LongStream.range(0, schedule.totalRecords())
        .mapToObj(number -> auctions.record(number, schedule.dueAt(number)));
  }
}
