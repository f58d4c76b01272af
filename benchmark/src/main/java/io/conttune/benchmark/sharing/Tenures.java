package io.conttune.benchmark.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/**
 * The holders of the lease on each job, one after another.
 *
 * @param ofJobs by job, each in the order of time
 */
record Tenures(Map<String, List<Tenure>> ofJobs) {
  /**
   * The tenures that the rows of the leases tell of.
   *
   * @param jobs the names of all jobs
   * @param rows in the order in which they were written
   * @param controllers the number of a controller, by the name of a holder
   */
  static Tenures of(List<String> jobs, List<LeaseRow> rows, ToIntFunction<String> controllers) {
    Map<String, List<Tenure>> ofJobs = new TreeMap<>();
    jobs.forEach(job -> ofJobs.put(job, new ArrayList<>()));
    for (LeaseRow row : rows) {
      List<Tenure> before = ofJobs.computeIfAbsent(row.job(), job -> new ArrayList<>());
      int last = before.size() - 1;
      if (last >= 0 && before.get(last).epoch() == row.epoch()) {
        Tenure held = before.get(last);
        before.set(
            last,
            new Tenure(held.job(), held.epoch(), held.controller(), held.from(), row.expires()));
      } else {
        before.add(
            new Tenure(
                row.job(),
                row.epoch(),
                controllers.applyAsInt(row.holder()),
                row.written(),
                row.expires()));
      }
    }
    return new Tenures(ofJobs);
  }

  /** The same, where a controller was killed: from then on it holds nothing. */
  Tenures killed(int controller, long at) {
    Map<String, List<Tenure>> cut = new TreeMap<>();
    ofJobs.forEach(
        (job, tenures) ->
            cut.put(
                job,
                tenures.stream()
                    .map(tenure -> tenure.controller() == controller ? tenure.endedAt(at) : tenure)
                    .toList()));
    return new Tenures(cut);
  }

  /** The jobs that this controller holds at this time. */
  long count(int controller, long at) {
    return ofJobs.values().stream()
        .flatMap(List::stream)
        .filter(tenure -> tenure.controller() == controller && tenure.covers(at))
        .count();
  }

  /** Whether this controller holds the lease on this job then. */
  boolean holds(Visit visit) {
    return ofJobs.getOrDefault(visit.job(), List.of()).stream()
        .anyMatch(tenure -> tenure.controller() == visit.controller() && tenure.covers(visit.at()));
  }

  /** The longest time between these in which some job had no controller, in milliseconds. */
  long longestWithout(long begin, long end) {
    return ofJobs.values().stream().flatMapToLong(of -> gaps(of, begin, end)).max().orElse(0);
  }

  private static LongStream gaps(List<Tenure> tenures, long begin, long end) {
    LongStream.Builder gaps = LongStream.builder();
    long covered = begin;
    for (Tenure tenure : tenures) {
      gaps.add(Math.min(tenure.from(), end) - covered);
      covered = Math.max(covered, Math.min(tenure.until(), end));
    }
    gaps.add(end - covered);
    return gaps.build();
  }

  /** How often a lease went from one controller to another between these times. */
  long moves(long begin, long end) {
    return ofJobs.values().stream()
        .flatMap(of -> of.stream().skip(1))
        .filter(tenure -> tenure.from() >= begin && tenure.from() < end)
        .count();
  }

  /** Whether two controllers ever held the same lease at a time. */
  boolean overlap() {
    return ofJobs.values().stream().anyMatch(Tenures::overlap);
  }

  private static boolean overlap(List<Tenure> tenures) {
    for (int i = 1; i < tenures.size(); i++) {
      if (tenures.get(i).from() < tenures.get(i - 1).until()) {
        return true;
      }
    }
    return false;
  }
}
