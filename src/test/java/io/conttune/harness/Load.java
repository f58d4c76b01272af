package io.conttune.harness;

/**
 * The load of a job.
 *
 * @param perSecond records that fall due
 * @param costNanos of a record in the count
 * @param payloadBytes of a record
 */
record Load(long perSecond, long costNanos, int payloadBytes) {
  /** So little that the job never lags. */
  static final Load LIGHT = new Load(400, 0, 25);
}
