package io.conttune.usefultime;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import org.apache.flink.streaming.runtime.tasks.AsyncExceptionHandler;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeCallback;
import org.apache.flink.streaming.runtime.tasks.SystemProcessingTimeService;

/**
 * Counts what timers do as work of the task. In Flink 1.9 they fire in a thread of their own, while
 * that of the task waits for input.
 */
public final class TimedProcessingTimeService extends SystemProcessingTimeService {
  private final TaskTimes times;

  /** As the superclass, for the task that {@code times} belongs to. */
  public TimedProcessingTimeService(
      AsyncExceptionHandler task, Object checkpointLock, ThreadFactory threads, TaskTimes times) {
    super(task, checkpointLock, threads);
    this.times = times;
  }

  @Override
  public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
    return super.registerTimer(timestamp, counted(target));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      ProcessingTimeCallback target, long initialDelay, long period) {
    return super.scheduleAtFixedRate(counted(target), initialDelay, period);
  }

  private ProcessingTimeCallback counted(ProcessingTimeCallback target) {
    return timestamp -> {
      times.begin(TaskState.BUSY);
      try {
        target.onProcessingTime(timestamp);
      } finally {
        times.end(TaskState.BUSY);
      }
    };
  }
}
