package io.conttune.usefultime.jobs;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/**
 * Numbers from 0 by a schedule, from a legacy source with one subtask that computes for some time
 * for each.
 */
final class LegacyNumbers implements SourceFunction<Long>, CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Schedule schedule;
  private final long nanosPerRecord;
  private volatile boolean isCanceled;
  private long next;
  private transient ListState<Long> savedNext;

  LegacyNumbers(Schedule schedule, long nanosPerRecord) {
    this.schedule = schedule;
    this.nanosPerRecord = nanosPerRecord;
  }

  @Override
  public void run(SourceContext<Long> context) throws InterruptedException {
    while (next < schedule.records() && !isCanceled) {
      awaitDue(next);
      compute();
      synchronized (context.getCheckpointLock()) {
        context.collect(next);
        next++;
      }
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    savedNext =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Types.LONG));
    for (long saved : savedNext.get()) {
      next = saved;
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    savedNext.clear();
    savedNext.add(next);
  }

  private void awaitDue(long number) throws InterruptedException {
    long nanos = schedule.nanosUntil(number);
    if (nanos > 0) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  private void compute() {
    long end = System.nanoTime() + nanosPerRecord;
    while (nanosPerRecord > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void cancel() {
    isCanceled = true;
  }
}
