package io.conttune.benchmark.bench;

/**
 * The figures of one tuner on one query.
 *
 * @param tunings changes of the rate, the first rate included
 * @param reconfigurations redeployments begun
 * @param bigReconfigurations those that a Big phase asked for
 * @param seconds of the schedule
 * @param meanSlots over these seconds
 * @param maxSlots the most at any time
 * @param slotSeconds slots held, over these seconds
 * @param underProvisionedSeconds in which the job could not process what fell due, downtime
 *     included
 * @param downSeconds in which it did not run
 * @param excessSlots mean over the tunings of the slots at the end of each beyond the true minimum
 * @param maxBacklogSeconds the largest backlog seen, in seconds of the rate at that time
 * @param latencyP50Millis of the results, from the due time of what completes them to the sink
 * @param latencyP99Millis likewise
 * @param wallSeconds that the cell took, with the start of Flink and the job
 * @param recordsEmitted results that the input holds
 * @param recordsLost of them
 * @param recordsDuplicated of them
 */
record CellResult(
    int tunings,
    int reconfigurations,
    int bigReconfigurations,
    double seconds,
    double meanSlots,
    int maxSlots,
    double slotSeconds,
    double underProvisionedSeconds,
    double downSeconds,
    double excessSlots,
    double maxBacklogSeconds,
    double latencyP50Millis,
    double latencyP99Millis,
    double wallSeconds,
    long recordsEmitted,
    long recordsLost,
    long recordsDuplicated) {

  double reconfigurationsPerTuning() {
    return (double) reconfigurations / tunings;
  }

  boolean isFlawless() {
    return recordsLost == 0 && recordsDuplicated == 0;
  }
}
