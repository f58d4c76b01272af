package io.conttune.usefultime.jobs;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;

/** Passes numbers on after its work, from one input or two. */
final class WorkFunction implements MapFunction<Long, Long>, CoMapFunction<Long, Long, Long> {
  private static final long serialVersionUID = 1;

  private final Work work;

  WorkFunction(Work work) {
    this.work = work;
  }

  @Override
  public Long map(Long number) {
    work.onRecord();
    return number;
  }

  @Override
  public Long map1(Long number) {
    return map(number);
  }

  @Override
  public Long map2(Long number) {
    return map(number);
  }
}
