package io.conttune.collector;

import io.conttune.core.metrics.JobState;

/**
 * One job as {@code /jobs/overview} lists it.
 *
 * @param name blank if the job was given none
 * @param stateName as Flink calls it
 * @param started in milliseconds, to tell the last one of a name
 */
record JobListing(String id, String name, String stateName, long started) {
  /** Names in a sentence are cut here; those of SQL statements have thousands of characters. */
  private static final int LONGEST_NAME = 60;

  JobState state() {
    return JobState.of(stateName);
  }

  boolean isLive() {
    return !state().isTerminal();
  }

  boolean hasName() {
    return !name.isBlank();
  }

  /** Name and id for a sentence. */
  String describe() {
    String called =
        hasName() ? "job '" + Excerpt.of(name, LONGEST_NAME) + "'" : "job without a name";
    return called + " (" + id + ")";
  }
}
