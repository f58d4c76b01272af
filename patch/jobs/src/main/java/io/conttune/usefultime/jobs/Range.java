package io.conttune.usefultime.jobs;

import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** The numbers below an end, as fast as a legacy source can. */
final class Range implements SourceFunction<Long> {
  private static final long serialVersionUID = 1;

  private final long end;
  private volatile boolean isCanceled;

  Range(long end) {
    this.end = end;
  }

  @Override
  public void run(SourceContext<Long> context) {
    for (long number = 0; number < end && !isCanceled; number++) {
      context.collect(number);
    }
  }

  @Override
  public void cancel() {
    isCanceled = true;
  }
}
