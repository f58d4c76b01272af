package io.conttune.benchmark.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fault of the database.
 *
 * @param kind what is wrong
 * @param from milliseconds of the time of day
 * @param to when it is over; a database that was stopped then starts
 */
record DatabaseFault(Kind kind, long from, long to) {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final Duration LEAST_BETWEEN = Duration.ofMinutes(3);
  private static final int MORE_SECONDS_BETWEEN = 480;
  private static final int LEAST_SECONDS = 5;
  private static final int MORE_SECONDS = 55;

  /** The kinds of faults. */
  enum Kind {
    /** It is stopped as for a restart. */
    RESTARTED("restart"),
    /** All its processes die at once. */
    KILLED("crash"),
    /** Its processes are stopped: it takes connections and answers nothing. */
    HUNG("hang");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For a person. */
    String text() {
      return text;
    }
  }

  /** Draws faults of five seconds to a minute, with three to eleven minutes between them. */
  static List<DatabaseFault> plan(RandomGenerator random, long from, Duration duration) {
    List<DatabaseFault> faults = new ArrayList<>();
    long end = from + duration.toMillis();
    // The first is not to be missed in a short run.
    long at = from + 1000L * (60 + random.nextInt(60));
    while (at < end) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      long to = Math.min(end, at + 1000L * (LEAST_SECONDS + random.nextInt(MORE_SECONDS)));
      faults.add(new DatabaseFault(kind, at, to));
      at = to + LEAST_BETWEEN.toMillis() + 1000L * random.nextInt(MORE_SECONDS_BETWEEN);
    }
    return faults;
  }
}
