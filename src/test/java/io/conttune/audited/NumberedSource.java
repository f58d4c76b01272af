package io.conttune.audited;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** An input that falls due by the clock, as if somebody else wrote it, and ends when it is told. */
final class NumberedSource implements Source<Numbered, NumberedSplit, List<NumberedSplit>> {
  private static final long serialVersionUID = 1;

  private final NumberedInput input;

  NumberedSource(NumberedInput input) {
    this.input = input;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Numbered, NumberedSplit> createReader(SourceReaderContext context) {
    return new NumberedReader(input, context);
  }

  @Override
  public SplitEnumerator<NumberedSplit, List<NumberedSplit>> createEnumerator(
      SplitEnumeratorContext<NumberedSplit> context) {
    return new NumberedEnumerator(
        context,
        IntStream.range(0, input.partitions())
            .mapToObj(partition -> new NumberedSplit(partition, 0))
            .toList());
  }

  @Override
  public SplitEnumerator<NumberedSplit, List<NumberedSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberedSplit> context, List<NumberedSplit> unassigned) {
    return new NumberedEnumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<NumberedSplit> getSplitSerializer() {
    return new SplitsSerializer.Single();
  }

  @Override
  public SimpleVersionedSerializer<List<NumberedSplit>> getEnumeratorCheckpointSerializer() {
    return new SplitsSerializer();
  }
}
