package io.conttune.benchmark.jobs.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Totals as the buckets of their counts, checksums and latencies, in this order. */
final class TotalsSerializer implements SimpleVersionedSerializer<Totals> {
  static final int VERSION = 1;

  private static final int NUMBERS = 2 * ResultLedger.BUCKETS + LatencyHistogram.BUCKETS;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(Totals totals) {
    ByteBuffer bytes = ByteBuffer.allocate(NUMBERS * Long.BYTES);
    LongBuffer numbers = bytes.asLongBuffer();
    for (int bucket = 0; bucket < ResultLedger.BUCKETS; bucket++) {
      numbers.put(totals.ledger().count(bucket));
    }
    for (int bucket = 0; bucket < ResultLedger.BUCKETS; bucket++) {
      numbers.put(totals.ledger().checksum(bucket));
    }
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      numbers.put(totals.latency().count(bucket));
    }
    return bytes.array();
  }

  @Override
  public Totals deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION || serialized.length != NUMBERS * Long.BYTES) {
      throw new IOException(
          "totals of version %d in %d bytes: expected version %d in %d bytes"
              .formatted(version, serialized.length, VERSION, NUMBERS * Long.BYTES));
    }
    LongBuffer numbers = ByteBuffer.wrap(serialized).asLongBuffer();
    ResultLedger ledger =
        ResultLedger.of(next(numbers, ResultLedger.BUCKETS), next(numbers, ResultLedger.BUCKETS));
    return new Totals(ledger, LatencyHistogram.of(next(numbers, LatencyHistogram.BUCKETS)));
  }

  private static long[] next(LongBuffer numbers, int count) {
    long[] next = new long[count];
    numbers.get(next);
    return next;
  }
}
