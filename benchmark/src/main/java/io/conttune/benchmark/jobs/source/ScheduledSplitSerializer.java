package io.conttune.benchmark.jobs.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** One split in 16 bytes. */
final class ScheduledSplitSerializer implements SimpleVersionedSerializer<ScheduledSplit> {

  static final int VERSION = 1;
  static final int BYTES = 2 * Integer.BYTES + Long.BYTES;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ScheduledSplit split) {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    put(split, buffer);
    return buffer.array();
  }

  @Override
  public ScheduledSplit deserialize(int version, byte[] serialized) throws IOException {
    check(version);
    return get(ByteBuffer.wrap(serialized));
  }

  static void check(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException("splits of version " + version + ": expected version " + VERSION);
    }
  }

  static void put(ScheduledSplit split, ByteBuffer buffer) {
    buffer.putInt(split.partition().number()).putInt(split.partition().count());
    buffer.putLong(split.nextIndex());
  }

  static ScheduledSplit get(ByteBuffer buffer) {
    return new ScheduledSplit(new Partition(buffer.getInt(), buffer.getInt()), buffer.getLong());
  }
}
