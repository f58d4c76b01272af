package io.conttune.benchmark.jobs.nexmark;

import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.source.Draws;
import io.conttune.benchmark.jobs.source.Padding;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.source.RecordContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Persons who register one after the other.
 *
 * @param draws that their names and places follow from
 */
record Persons(Draws draws) implements RecordContent<Person> {
  static final String SOURCE = "persons";

  private static final int STREAM = 2;
  private static final int FIELDS = 3;

  private record Place(String city, String state) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("Phoenix", "AZ"),
          new Place("San Francisco", "CA"),
          new Place("Boise", "ID"),
          new Place("Portland", "OR"),
          new Place("Seattle", "WA"),
          new Place("Cheyenne", "WY"));

  private static final List<String> FIRST_NAMES =
      List.of("Ada", "Alan", "Barbara", "Edsger", "Grace", "John", "Kathleen", "Leslie");

  private static final List<String> LAST_NAMES =
      List.of("Abrams", "Jones", "Noris", "Smith", "Spencer", "Walton", "White");

  static Persons of(JobArguments arguments) {
    return new Persons(new Draws(arguments.seed()).stream(STREAM));
  }

  @Override
  public Person record(long number, Instant due) {
    long draw = number * FIELDS;
    Place place = PLACES.get(draws.below(PLACES.size(), draw));
    String first = FIRST_NAMES.get(draws.below(FIRST_NAMES.size(), draw + 1));
    String last = LAST_NAMES.get(draws.below(LAST_NAMES.size(), draw + 2));
    return new Person(
        number,
        first + " " + last,
        place.city(),
        place.state(),
        due.toEpochMilli(),
        Padding.KIBIBYTE);
  }

  /** All persons of a job's input, at the index that is their id. */
  static Stream<Person> all(JobArguments arguments) {
    Persons persons = of(arguments);
    RateSchedule schedule = arguments.schedule(SOURCE);
    return LongStream.range(0, schedule.totalRecords())
        .mapToObj(number -> persons.record(number, schedule.dueAt(number)));
  }
}
