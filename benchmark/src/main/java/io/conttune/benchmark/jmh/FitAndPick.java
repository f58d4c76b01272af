package io.conttune.benchmark.jmh;

import io.conttune.gp.Acquired;
import io.conttune.gp.Point;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision for one operator, over the number of parallelisms in its history. */
@State(Scope.Thread)
public class FitAndPick {
  private static final int HISTORIES = 16;

  @Param({"rbf", "loglog"})
  private String surrogate;

  @Param({"5", "26", "100", "500"})
  private int distinct;

  /** The paper's jitter is absolute: it costs time where processing abilities are small. */
  @Param({"1", "100000"})
  private double scale;

  private Picking picking;
  private List<List<Point>> histories;
  private int next;

  /** Draws the histories. */
  @Setup
  public void prepare() {
    picking = Picking.by(surrogate);
    histories = Histories.drawn(HISTORIES, distinct, scale);
  }

  /** One fit and one pick, of another history each time. */
  @Benchmark
  public Acquired decide() {
    next = (next + 1) % HISTORIES;
    return picking.pick(histories.get(next));
  }
}
