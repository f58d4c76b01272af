package io.conttune.benchmark.jobs.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition and how far it has been read.
 *
 * @param partition which one
 * @param nextIndex records of it that have been emitted, at least 0
 */
record ScheduledSplit(Partition partition, long nextIndex) implements SourceSplit {

  ScheduledSplit {
    if (nextIndex < 0) {
      throw new IllegalArgumentException("next index: expected at least 0, got " + nextIndex);
    }
  }

  @Override
  public String splitId() {
    return "partition-" + partition.number();
  }
}
