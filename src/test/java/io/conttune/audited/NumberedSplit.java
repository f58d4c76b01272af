package io.conttune.audited;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A partition and how far it has been read.
 *
 * @param partition which one
 * @param next the index of the next record
 */
record NumberedSplit(int partition, long next) implements SourceSplit {
  @Override
  public String splitId() {
    return String.valueOf(partition);
  }
}
