package io.conttune.benchmark.jobs;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The time that an operator spends on a record, at the parallelism that the operator really runs
 * with. Opened with the function that pays.
 */
public final class RecordCost implements Serializable {
  private static final long serialVersionUID = 1;

  private final UslCurve curve;
  private transient ParkedCost parked;

  RecordCost(UslCurve curve) {
    this.curve = curve;
  }

  /** Before the first record. */
  public void open(RuntimeContext context) {
    parked = ParkedCost.of(curve, context.getTaskInfo().getNumberOfParallelSubtasks());
  }

  /** Pays for one record. */
  public void pay() {
    parked.pay();
  }
}
