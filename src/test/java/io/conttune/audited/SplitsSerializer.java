package io.conttune.audited;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits one after the other: the enumerator's state, and, by itself, that of a reader. */
final class SplitsSerializer implements SimpleVersionedSerializer<List<NumberedSplit>> {
  private static final int BYTES = Integer.BYTES + Long.BYTES;

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(List<NumberedSplit> splits) {
    ByteBuffer buffer = ByteBuffer.allocate(splits.size() * BYTES);
    splits.forEach(split -> buffer.putInt(split.partition()).putLong(split.next()));
    return buffer.array();
  }

  @Override
  public List<NumberedSplit> deserialize(int version, byte[] serialized) {
    ByteBuffer buffer = ByteBuffer.wrap(serialized);
    List<NumberedSplit> splits = new ArrayList<>();
    while (buffer.hasRemaining()) {
      splits.add(new NumberedSplit(buffer.getInt(), buffer.getLong()));
    }
    return splits;
  }

  /** Of one split. */
  static final class Single implements SimpleVersionedSerializer<NumberedSplit> {
    private static final SplitsSerializer MANY = new SplitsSerializer();

    @Override
    public int getVersion() {
      return MANY.getVersion();
    }

    @Override
    public byte[] serialize(NumberedSplit split) {
      return MANY.serialize(List.of(split));
    }

    @Override
    public NumberedSplit deserialize(int version, byte[] serialized) {
      return MANY.deserialize(version, serialized).get(0);
    }
  }
}
