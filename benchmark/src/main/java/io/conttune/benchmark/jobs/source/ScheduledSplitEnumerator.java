package io.conttune.benchmark.jobs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Deals the partitions out to the readers as they register, the same ones to the same reader every
 * time. After a restore the readers bring their splits with them and only what nobody had is dealt
 * out.
 */
final class ScheduledSplitEnumerator
    implements SplitEnumerator<ScheduledSplit, List<ScheduledSplit>> {

  private final SplitEnumeratorContext<ScheduledSplit> context;
  private final List<ScheduledSplit> unassigned;

  ScheduledSplitEnumerator(
      SplitEnumeratorContext<ScheduledSplit> context, List<ScheduledSplit> unassigned) {
    this.context = context;
    this.unassigned = new ArrayList<>(unassigned);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers never ask: they get all they will ever have when they register.
  }

  @Override
  public void addReader(int subtask) {
    List<ScheduledSplit> own =
        unassigned.stream().filter(split -> owner(split) == subtask).toList();
    if (!own.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, own)));
      unassigned.removeAll(own);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void addSplitsBack(List<ScheduledSplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public List<ScheduledSplit> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {}

  private int owner(ScheduledSplit split) {
    return split.partition().number() % context.currentParallelism();
  }
}
