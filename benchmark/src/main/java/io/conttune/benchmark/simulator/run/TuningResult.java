package io.conttune.benchmark.simulator.run;

import java.time.Instant;

/**
 * The figures from one change of the rate to the next.
 *
 * @param until virtual time at which it ended
 * @param rate that held
 * @param reconfigurations that were begun
 * @param bigReconfigurations those of them that a Big phase asked for
 * @param slots taken at its end
 * @param leastSlots that would have sufficed at its end
 */
public record TuningResult(
    Instant until,
    double rate,
    int reconfigurations,
    int bigReconfigurations,
    int slots,
    int leastSlots) {
  /** Those that no Big phase asked for. */
  public int withoutBig() {
    return reconfigurations - bigReconfigurations;
  }
}
