package io.conttune.benchmark.scale;

import io.conttune.benchmark.played.Delays;
import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.ServiceProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The cost of serving one load.
 *
 * @param load the jobs that were served
 * @param measured the length of the time that was measured
 * @param delays of the looks in that time
 * @param cores processors that the service used, mean
 * @param threads most threads of the service
 * @param troubles steps that came to nothing, because the store or a cluster failed
 * @param heapMiB its heap after a collection of garbage; empty if none could be asked for
 * @param connections most connections to one cluster that were open at a time
 * @param requestsPerSecond to all clusters together
 * @param started from the start of the process until its loops were started
 * @param ready from the start of the process until each job had been looked at; empty if that did
 *     not happen within two minutes
 * @param stop the end of the service
 * @param machineLoad load average of the machine, with the service and this command
 * @param ownCores processors that this command used to play the clusters
 */
record ScaleResult(
    Load load,
    Duration measured,
    Delays delays,
    double cores,
    int threads,
    long troubles,
    OptionalDouble heapMiB,
    int connections,
    double requestsPerSecond,
    Duration started,
    Optional<Duration> ready,
    ServiceProcess.Stop stop,
    double machineLoad,
    double ownCores) {
  static final double MOST_DELAY_SECONDS = 2;
  static final double MOST_CORES = 1;
  static final int MOST_THREADS = 200;
  static final int MOST_CONNECTIONS = 2;
  static final Duration LONGEST_START = Duration.ofSeconds(3);
  static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  /** Whether the service keeps what it promises of a machine with two processors. */
  boolean isWithinBounds() {
    return delays.count() > 0
        && delays.seconds(0.99) < MOST_DELAY_SECONDS
        && cores < MOST_CORES
        && troubles == 0
        && threads <= MOST_THREADS
        && connections <= MOST_CONNECTIONS
        && started.compareTo(LONGEST_START) <= 0
        && stop.after().compareTo(LONGEST_STOP) <= 0
        && stop.exitCode() == 0;
  }
}
