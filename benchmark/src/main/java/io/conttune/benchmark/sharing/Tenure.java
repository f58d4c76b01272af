package io.conttune.benchmark.sharing;

/**
 * The time for which a controller held the lease on a job without a break.
 *
 * @param job its name
 * @param epoch of the lease
 * @param controller its number; -1 for one that is not known
 * @param from milliseconds of the time of day
 * @param until from when on the lease had expired
 */
record Tenure(String job, long epoch, int controller, long from, long until) {
  boolean covers(long at) {
    return from <= at && at < until;
  }

  /** The same tenure, of a controller that ended then. */
  Tenure endedAt(long end) {
    return new Tenure(job, epoch, controller, from, Math.max(from, Math.min(until, end)));
  }
}
