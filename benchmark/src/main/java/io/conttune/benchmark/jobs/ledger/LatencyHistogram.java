package io.conttune.benchmark.jobs.ledger;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Latencies in a fixed space, each known to 5 %: bucket i holds those from 1.05^i − 1 to 1.05^(i+1)
 * − 1 ms. Not thread-safe.
 */
public final class LatencyHistogram {
  private static final double GROWTH = Math.log(1.05);

  /** The last one begins at 4.4 hours and holds all that are longer. */
  static final int BUCKETS = 340;

  private final long[] counts;

  /** With nothing in it. */
  public LatencyHistogram() {
    this(new long[BUCKETS]);
  }

  private LatencyHistogram(long[] counts) {
    this.counts = counts;
  }

  /** From stored buckets, {@link #BUCKETS} of them. */
  static LatencyHistogram of(long[] counts) {
    return new LatencyHistogram(counts.clone());
  }

  /** Notes a latency; one below zero, of clocks that disagree, counts as none. */
  public void add(long millis) {
    int bucket = (int) (Math.log1p((double) Math.max(0, millis)) / GROWTH);
    counts[Math.min(bucket, BUCKETS - 1)]++;
  }

  /** Both of them together. */
  LatencyHistogram plus(LatencyHistogram other) {
    long[] sum = counts.clone();
    Arrays.setAll(sum, bucket -> counts[bucket] + other.counts[bucket]);
    return new LatencyHistogram(sum);
  }

  long count(int bucket) {
    return counts[bucket];
  }

  /** How many latencies were noted. */
  public long size() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The latency in ms that this share of the results did not exceed, at most 5 % too large; empty
   * without results.
   *
   * @param share above 0 up to 1
   */
  public OptionalDouble quantile(double share) {
    long wanted = (long) Math.ceil(share * size());
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return OptionalDouble.of(Math.expm1((bucket + 1) * GROWTH));
      }
    }
    return OptionalDouble.empty();
  }
}
