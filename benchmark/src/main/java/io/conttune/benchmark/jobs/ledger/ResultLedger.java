package io.conttune.benchmark.jobs.ledger;

import io.conttune.benchmark.jobs.source.Draws;
import java.util.Arrays;

/**
 * Counts results in a fixed space, so that what a job has delivered can be compared with what it
 * should have: results are spread over buckets by the hash of their text, and each bucket has their
 * number and the sum of their hashes. Not thread-safe.
 */
public final class ResultLedger {
  /** A thousand of 16 bytes fit a checkpoint of every subtask; a run has some ten a bucket. */
  static final int BUCKETS = 1 << 10;

  private static final int SHIFT = Long.SIZE - 10;

  private final long[] counts;
  private final long[] checksums;

  /** With nothing in it. */
  public ResultLedger() {
    this(new long[BUCKETS], new long[BUCKETS]);
  }

  private ResultLedger(long[] counts, long[] checksums) {
    this.counts = counts;
    this.checksums = checksums;
  }

  /** From stored buckets, {@link #BUCKETS} each. */
  static ResultLedger of(long[] counts, long[] checksums) {
    return new ResultLedger(counts.clone(), checksums.clone());
  }

  /** Notes a result. */
  public void add(String text) {
    long hash = hash(text);
    int bucket = (int) (hash >>> SHIFT);
    counts[bucket]++;
    checksums[bucket] += hash;
  }

  /** Both of them together. */
  ResultLedger plus(ResultLedger other) {
    return new ResultLedger(sum(counts, other.counts), sum(checksums, other.checksums));
  }

  long count(int bucket) {
    return counts[bucket];
  }

  long checksum(int bucket) {
    return checksums[bucket];
  }

  /** How many results were noted. */
  public long results() {
    return Arrays.stream(counts).sum();
  }

  private static long[] sum(long[] some, long[] others) {
    long[] sum = some.clone();
    Arrays.setAll(sum, bucket -> some[bucket] + others[bucket]);
    return sum;
  }

  /** FNV-1a over the characters, mixed: its own upper bits are poor. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
    }
    return Draws.scramble(hash);
  }
}
