package io.conttune.benchmark.soak;

/**
 * A fault that lasts.
 *
 * @param kind what is wrong
 * @param job the number of the job within its cluster that it concerns, if it concerns one
 * @param from milliseconds of the time of day
 * @param to when it is over
 * @param share of the requests within that time that it spoils, above 0 and at most 1
 */
record Outage(FaultKind kind, int job, long from, long to, double share) {
  boolean isAt(long now) {
    return from <= now && now < to;
  }
}
