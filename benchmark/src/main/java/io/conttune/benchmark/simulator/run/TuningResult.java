package io.conttune.benchmark.simulator.run;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The figures from one change of the load to the next.
 *
 * @param until virtual time at which it ended
 * @param rate that held at its end
 * @param reconfigurations that were begun
 * @param bigReconfigurations those of them that a Big phase asked for
 * @param reactionSeconds from the change to the first reconfiguration begun; empty if there was no
 *     change, as at the beginning of a run, or no reconfiguration
 * @param slots taken at its end by the tuned operators
 * @param leastSlots that would have sufficed at its end at the target utilisation
 * @param isInReach false if no parallelism of some operator reaches rate / target utilisation
 */
public record TuningResult(
    Instant until,
    double rate,
    int reconfigurations,
    int bigReconfigurations,
    OptionalDouble reactionSeconds,
    int slots,
    int leastSlots,
    boolean isInReach) {}
