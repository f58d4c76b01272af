package io.conttune.benchmark.jobs.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's state: the splits that no reader has yet, one after the other. */
final class UnassignedSplitsSerializer implements SimpleVersionedSerializer<List<ScheduledSplit>> {

  @Override
  public int getVersion() {
    return ScheduledSplitSerializer.VERSION;
  }

  @Override
  public byte[] serialize(List<ScheduledSplit> splits) {
    ByteBuffer buffer = ByteBuffer.allocate(splits.size() * ScheduledSplitSerializer.BYTES);
    splits.forEach(split -> ScheduledSplitSerializer.put(split, buffer));
    return buffer.array();
  }

  @Override
  public List<ScheduledSplit> deserialize(int version, byte[] serialized) throws IOException {
    ScheduledSplitSerializer.check(version);
    ByteBuffer buffer = ByteBuffer.wrap(serialized);
    List<ScheduledSplit> splits = new ArrayList<>();
    while (buffer.hasRemaining()) {
      splits.add(ScheduledSplitSerializer.get(buffer));
    }
    return splits;
  }
}
