package io.conttune.audited;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/** Deals out what no reader has; after a restore the readers bring their splits with them. */
final class NumberedEnumerator implements SplitEnumerator<NumberedSplit, List<NumberedSplit>> {
  private final SplitEnumeratorContext<NumberedSplit> context;
  private final List<NumberedSplit> unassigned;

  NumberedEnumerator(
      SplitEnumeratorContext<NumberedSplit> context, List<NumberedSplit> unassigned) {
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
    List<NumberedSplit> own =
        unassigned.stream()
            .filter(split -> split.partition() % context.currentParallelism() == subtask)
            .toList();
    if (!own.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, own)));
      unassigned.removeAll(own);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void addSplitsBack(List<NumberedSplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public List<NumberedSplit> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {}
}
