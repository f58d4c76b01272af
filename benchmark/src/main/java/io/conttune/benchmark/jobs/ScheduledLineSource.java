package io.conttune.benchmark.jobs;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An input whose partitions are filled by the wall clock, as if somebody else wrote to them: what
 * falls due while the job is down or slow is backlog, and is read as fast as the job can. It ends
 * when the schedule is over and all of it is read.
 */
final class ScheduledLineSource implements Source<Line, LineSplit, List<LineSplit>> {

  private static final long serialVersionUID = 1;

  private final RateSchedule schedule;
  private final LineContent content;
  private final int partitions;

  ScheduledLineSource(RateSchedule schedule, LineContent content, int partitions) {
    this.schedule = schedule;
    this.content = content;
    this.partitions = partitions;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Line, LineSplit> createReader(SourceReaderContext context) {
    WakeUp wakeUp = WakeUp.ofSubtask(context.getIndexOfSubtask());
    return new ScheduledLineReader(
        schedule, content, InstantSource.system(), wakeUp, context.metricGroup());
  }

  @Override
  public SplitEnumerator<LineSplit, List<LineSplit>> createEnumerator(
      SplitEnumeratorContext<LineSplit> context) {
    List<LineSplit> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new LineSplit(new Partition(number, partitions), 0))
            .toList();
    return new LineSplitEnumerator(context, all);
  }

  @Override
  public SplitEnumerator<LineSplit, List<LineSplit>> restoreEnumerator(
      SplitEnumeratorContext<LineSplit> context, List<LineSplit> unassigned) {
    return new LineSplitEnumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<LineSplit> getSplitSerializer() {
    return new LineSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<LineSplit>> getEnumeratorCheckpointSerializer() {
    return new UnassignedSplitsSerializer();
  }
}
