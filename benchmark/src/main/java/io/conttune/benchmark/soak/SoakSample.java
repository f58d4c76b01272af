package io.conttune.benchmark.soak;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The state of a service at one time of a soak.
 *
 * @param at since the begin of the soak
 * @param heapMiB its heap after a collection of garbage; empty if none could be asked for
 * @param threads that live
 * @param connections to all clusters together
 * @param mostConnections to one cluster, most since the sample before
 * @param files open files and sockets
 * @param cores processors that it used since the sample before
 * @param troubles steps that came to nothing since the start, by their cause
 * @param looks at jobs of clusters that were well since the sample before
 * @param late seconds that 99 % of these looks were not late by; empty without any
 * @param acts what it did since the start
 * @param wrongActs those of them that nothing warrants
 * @param machineLoad load average of the machine
 */
record SoakSample(
    Duration at,
    OptionalDouble heapMiB,
    int threads,
    int connections,
    int mostConnections,
    int files,
    double cores,
    Map<Trouble, Long> troubles,
    int looks,
    OptionalDouble late,
    long acts,
    long wrongActs,
    double machineLoad) {
  SoakSample {
    troubles = Map.copyOf(troubles);
  }

  /** The causes for which a step comes to nothing, as the service's metrics name them. */
  enum Trouble {
    FLINK_UNREACHABLE,
    STORE_FAILED,
    DEFECT,
    LEASE_LOST
  }
}
