package io.conttune.benchmark.sharing;

import io.conttune.benchmark.sharing.SharingRun.Course;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The leases that the controllers held, and what they did.
 *
 * @param run that was measured
 * @param course of it
 * @param granted the leases as the database granted them
 * @param looks at jobs, of controllers that act and of those that stand by
 * @param acts requests that change jobs
 * @param rescales that the killed controller was in the middle of, as they are at the end
 * @param machineLoad the load average at the end
 */
record SharingResult(
    SharingRun run,
    Course course,
    Tenures granted,
    List<Visit> looks,
    List<Visit> acts,
    List<RescaleEntry> rescales,
    double machineLoad) {
  /** The bound of the time without a controller, in polls. */
  static final int MOST_POLLS = 3;

  /** The first jobs are taken in that time, and shared. */
  private static final long START_MILLIS = 60_000;

  private Tenures tenures() {
    return granted.killed(SharingRun.KILLED, course.killed());
  }

  /** The number of jobs of each controller at a time. */
  List<Long> counts(long at) {
    Tenures tenures = tenures();
    return IntStream.rangeClosed(0, run.controllers())
        .mapToObj(controller -> tenures.count(controller, at))
        .toList();
  }

  /** The longest time for which a job had no controller, after the start, in polls. */
  double longestWithout() {
    long millis = tenures().longestWithout(course.begin() + START_MILLIS, course.end());
    return (double) millis / run.load().poll().toMillis();
  }

  /** The longest time between two looks of controllers that held the lease, in polls. */
  double longestBetweenLooks() {
    Tenures tenures = tenures();
    Map<String, Long> last = new HashMap<>();
    LongStream.Builder gaps = LongStream.builder();
    for (Visit look : looks) {
      if (look.at() >= course.begin() + START_MILLIS && tenures.holds(look)) {
        Long before = last.put(look.job(), look.at());
        if (before != null) {
          gaps.add(look.at() - before);
        }
      }
    }
    return (double) gaps.build().max().orElse(0) / run.load().poll().toMillis();
  }

  /** Acts of a controller that did not hold the job's lease then. */
  long unheldActs() {
    return acts.stream().filter(act -> !granted.holds(act)).count();
  }

  /** Of those rescales, the ones that have come to their end. */
  long ended() {
    return rescales.stream().filter(entry -> entry.stage().isFinal()).count();
  }

  /** Of those rescales, the ones that have come to a good end. */
  long verified() {
    return rescales.stream().filter(entry -> entry.stage() == Stage.VERIFIED).count();
  }

  /** Leases that changed hands after the start and before the kill. */
  long movesInPeace() {
    return granted.moves(course.begin() + START_MILLIS, course.killed());
  }

  /** Whether all that are there then have as many jobs, give or take one. */
  boolean isEven(long at, List<Integer> present) {
    List<Long> counts = counts(at);
    LongStream of = present.stream().mapToLong(counts::get);
    var summary = of.summaryStatistics();
    return summary.getMax() - summary.getMin() <= 1 && summary.getSum() == run.load().jobs();
  }

  /** Whether the jobs were shared evenly before the kill, before the join and at the end. */
  boolean isShared() {
    List<Integer> first = IntStream.range(0, run.controllers()).boxed().toList();
    List<Integer> left = first.stream().filter(number -> number != SharingRun.KILLED).toList();
    List<Integer> last =
        IntStream.rangeClosed(0, run.controllers())
            .filter(number -> number != SharingRun.KILLED)
            .boxed()
            .toList();
    return isEven(course.killed() - 1, first)
        && isEven(course.joined() - 1, left)
        && isEven(course.end() - 1, last);
  }

  /** Whether the run showed what it should. */
  boolean isGood() {
    return isShared()
        && longestWithout() <= MOST_POLLS
        && unheldActs() == 0
        && !granted.overlap()
        && !acts.isEmpty()
        && ended() == rescales.size();
  }
}
