package io.conttune.benchmark.played;

import io.conttune.benchmark.run.OptionReader;
import java.time.Duration;

/** Reads what the options of a command say of its load. */
public final class LoadReader {
  private static final int MOST_JOBS = 10_000;
  private static final int MOST_OPERATORS = 1000;

  private final OptionReader reader;
  private final int jobsPerCluster;
  private final int operators;
  private final Duration poll;

  /**
   * Reads what all runs of a command have in common.
   *
   * @param reader is told what is wrong
   * @param jobsPerCluster the text of {@code --jobs-per-cluster}
   * @param operators that of {@code --operators}
   * @param poll that of {@code --poll}
   */
  public LoadReader(OptionReader reader, String jobsPerCluster, String operators, String poll) {
    this.reader = reader;
    this.jobsPerCluster = reader.whole("--jobs-per-cluster", jobsPerCluster, 1, MOST_JOBS);
    this.operators = reader.whole("--operators", operators, 2, MOST_OPERATORS);
    this.poll = reader.duration("--poll", poll);
  }

  /** The load of a run with so many jobs, by the text of {@code --jobs}. */
  public Load of(String jobs) {
    int number = reader.whole("--jobs", jobs, 1, MOST_JOBS);
    return new Load(number, jobsPerCluster, operators, poll);
  }
}
