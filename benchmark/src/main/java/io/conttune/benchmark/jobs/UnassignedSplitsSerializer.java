package io.conttune.benchmark.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's state: the splits that no reader has yet, one after the other. */
final class UnassignedSplitsSerializer implements SimpleVersionedSerializer<List<LineSplit>> {

  @Override
  public int getVersion() {
    return LineSplitSerializer.VERSION;
  }

  @Override
  public byte[] serialize(List<LineSplit> splits) {
    ByteBuffer buffer = ByteBuffer.allocate(splits.size() * LineSplitSerializer.BYTES);
    splits.forEach(split -> LineSplitSerializer.put(split, buffer));
    return buffer.array();
  }

  @Override
  public List<LineSplit> deserialize(int version, byte[] serialized) throws IOException {
    LineSplitSerializer.check(version);
    ByteBuffer buffer = ByteBuffer.wrap(serialized);
    List<LineSplit> splits = new ArrayList<>();
    while (buffer.hasRemaining()) {
      splits.add(LineSplitSerializer.get(buffer));
    }
    return splits;
  }
}
