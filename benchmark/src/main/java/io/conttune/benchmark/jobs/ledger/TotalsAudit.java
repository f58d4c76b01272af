package io.conttune.benchmark.jobs.ledger;

/**
 * Checks that a job delivered every result once. Results are compared bucket by bucket, so a loss
 * of one is not made up for by a duplicate of another: even within a bucket the checksums tell.
 *
 * @param recordsEmitted results that the input holds
 * @param recordsCounted results that the sink took in
 * @param recordsLost sum over the buckets with too few results
 * @param recordsDuplicated sum over the buckets with too many
 */
public record TotalsAudit(
    long recordsEmitted, long recordsCounted, long recordsLost, long recordsDuplicated) {

  /** Compares what was to be expected with what was counted. */
  public static TotalsAudit compare(ResultLedger expected, ResultLedger counted) {
    long lost = 0;
    long duplicated = 0;
    for (int bucket = 0; bucket < ResultLedger.BUCKETS; bucket++) {
      long surplus = counted.count(bucket) - expected.count(bucket);
      boolean exchanged = surplus == 0 && counted.checksum(bucket) != expected.checksum(bucket);
      lost += exchanged ? 1 : Math.max(0, -surplus);
      duplicated += exchanged ? 1 : Math.max(0, surplus);
    }
    return new TotalsAudit(expected.results(), counted.results(), lost, duplicated);
  }

  /** The audit of a job that has lost and repeated nothing. */
  public static TotalsAudit flawless(ResultLedger expected) {
    return compare(expected, expected);
  }
}
