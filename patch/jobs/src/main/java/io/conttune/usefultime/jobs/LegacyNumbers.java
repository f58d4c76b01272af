package io.conttune.usefultime.jobs;

import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Numbers from 0 by a schedule, from a legacy source that computes for some time for each. */
final class LegacyNumbers implements SourceFunction<Long> {
  private static final long serialVersionUID = 1;

  private final Schedule schedule;
  private final long nanosPerRecord;
  private volatile boolean isCanceled;

  LegacyNumbers(Schedule schedule, long nanosPerRecord) {
    this.schedule = schedule;
    this.nanosPerRecord = nanosPerRecord;
  }

  @Override
  public void run(SourceContext<Long> context) throws InterruptedException {
    long last = schedule.records();
    for (long number = 0; number < last && !isCanceled; number++) {
      awaitDue(number);
      compute();
      synchronized (context.getCheckpointLock()) {
        context.collect(number);
      }
    }
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
