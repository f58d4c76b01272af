package io.conttune.benchmark.jobs.source;

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
public final class ScheduledSource<T> implements Source<T, ScheduledSplit, List<ScheduledSplit>> {

  private static final long serialVersionUID = 1;

  private final RateSchedule schedule;
  private final EarlyEnd early;
  private final RecordContent<T> content;
  private final int partitions;

  /**
   * An input.
   *
   * @param schedule when its records fall due
   * @param content what they are
   * @param partitions over which they go round, at least as many as the source has subtasks
   */
  public ScheduledSource(RateSchedule schedule, RecordContent<T> content, int partitions) {
    this(schedule, EarlyEnd.NEVER, content, partitions);
  }

  /** An input that may end before its schedule. */
  public ScheduledSource(
      RateSchedule schedule, EarlyEnd early, RecordContent<T> content, int partitions) {
    this.schedule = schedule;
    this.early = early;
    this.content = content;
    this.partitions = partitions;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, ScheduledSplit> createReader(SourceReaderContext context) {
    WakeUp wakeUp = WakeUp.ofSubtask(context.getIndexOfSubtask());
    return new ScheduledReader<>(
        schedule, early, content, InstantSource.system(), wakeUp, context.metricGroup());
  }

  @Override
  public SplitEnumerator<ScheduledSplit, List<ScheduledSplit>> createEnumerator(
      SplitEnumeratorContext<ScheduledSplit> context) {
    List<ScheduledSplit> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new ScheduledSplit(new Partition(number, partitions), 0))
            .toList();
    return new ScheduledSplitEnumerator(context, all);
  }

  @Override
  public SplitEnumerator<ScheduledSplit, List<ScheduledSplit>> restoreEnumerator(
      SplitEnumeratorContext<ScheduledSplit> context, List<ScheduledSplit> unassigned) {
    return new ScheduledSplitEnumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<ScheduledSplit> getSplitSerializer() {
    return new ScheduledSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<ScheduledSplit>> getEnumeratorCheckpointSerializer() {
    return new UnassignedSplitsSerializer();
  }
}
