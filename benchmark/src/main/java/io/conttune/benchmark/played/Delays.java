package io.conttune.benchmark.played;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Delays of the looks at jobs: the time from one look at a job to the next, less the poll. The
 * server that is asked measures it, so nothing that holds the service up is left out. What a step
 * itself takes counts as a delay too.
 *
 * @param sorted in nanoseconds, least first
 */
public record Delays(List<Long> sorted) {
  public Delays {
    sorted = sorted.stream().sorted().toList();
  }

  /**
   * Those of looks within a time.
   *
   * @param looks of each job, oldest first
   * @param from begin of that time by the clock of the looks
   * @param to its end; a job that was not looked at until then is late already
   */
  public static Delays between(List<List<Long>> looks, long from, long to, Duration poll) {
    List<Long> delays = new ArrayList<>();
    for (List<Long> job : looks) {
      for (int i = 1; i < job.size(); i++) {
        if (job.get(i) >= from && job.get(i) <= to) {
          delays.add(late(job.get(i) - job.get(i - 1), poll));
        }
      }
      long open = late(to - job.get(job.size() - 1), poll);
      if (open > 0) {
        delays.add(open);
      }
    }
    return new Delays(delays);
  }

  /** A look that came sooner, as the service does after a change of load, is not late. */
  private static long late(long gap, Duration poll) {
    return Math.max(0, gap - poll.toNanos());
  }

  /** Number of looks. */
  public int count() {
    return sorted.size();
  }

  /** The delay in seconds that this share of looks did not exceed; 0 if there was no look. */
  public double seconds(double share) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(1, rank) - 1) / 1e9;
  }
}
