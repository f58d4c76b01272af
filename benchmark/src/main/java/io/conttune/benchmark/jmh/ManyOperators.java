package io.conttune.benchmark.jmh;

import io.conttune.gp.Point;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One decision for each of 10 000 operators with 26 parallelisms, in one thread. */
@State(Scope.Thread)
public class ManyOperators {
  static final int OPERATORS = 10_000;
  static final int DISTINCT = 26;

  @Param({"rbf", "loglog"})
  private String surrogate;

  /** As of {@link FitAndPick}. */
  @Param({"1", "100000"})
  private double scale;

  private Picking picking;
  private List<List<Point>> histories;

  /** Draws the histories. */
  @Setup
  public void prepare() {
    picking = Picking.by(surrogate);
    histories = Histories.drawn(OPERATORS, DISTINCT, scale);
  }

  /** All of them. */
  @Benchmark
  public void decide(Blackhole sink) {
    histories.forEach(points -> sink.consume(picking.pick(points)));
  }
}
