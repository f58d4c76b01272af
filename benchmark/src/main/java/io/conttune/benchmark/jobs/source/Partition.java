package io.conttune.benchmark.jobs.source;

import java.io.Serializable;

/**
 * One of the partitions over which the records of an input go round: record n of the input is
 * record n / count of partition n mod count.
 *
 * @param number which one, from 0 to count - 1
 * @param count how many the input has, at least 1
 */
public record Partition(int number, int count) implements Serializable {

  public Partition {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("partition " + number + " is not one of " + count);
    }
  }

  /** How many of the input's first records are in this partition. */
  long shareOf(long records) {
    return (records + count - 1 - number) / count;
  }

  /** The number in the whole input of a record of this partition, both from 0. */
  long recordNumber(long index) {
    return index * count + number;
  }
}
