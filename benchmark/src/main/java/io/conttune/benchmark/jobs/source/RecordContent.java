package io.conttune.benchmark.jobs.source;

import java.io.Serializable;
import java.time.Instant;

/**
 * Makes the records of an input. A record follows from its number and its due time alone, so one
 * that is read again is the same, and a whole schedule can be replayed without Flink.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface RecordContent<T> extends Serializable {
  /**
   * One record.
   *
   * @param number in the whole input, from 0
   * @param due when the schedule produces it
   */
  T record(long number, Instant due);
}
