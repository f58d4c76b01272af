package io.conttune.bigsmall;

import io.conttune.core.tuning.JobFixture;

/** The job source → count, of which a test says how busy count is. */
final class SourceAndCount {
  private SourceAndCount() {}

  static JobFixture job(int subtasks, double rate, double busy) {
    return new JobFixture()
        .vertex("source", 1, rate, rate, 0.2)
        .vertex("count", subtasks, rate, 0, busy)
        .chain("source", "count");
  }
}
