package io.conttune.benchmark.jmh;

import io.conttune.benchmark.simulator.run.Run;
import io.conttune.controller.loop.StepOutcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One step of the control loop of a job that has been tuned and stays at its rate: a poll joins the
 * window, the window is measured, every second one is remembered, and the tuner decides. The time
 * in which the cluster answers is not part of it.
 */
@State(Scope.Thread)
public class LoopStep {
  @Param({"100"})
  private int operators;

  @Param({"ds2", "conttune-3", "informed"})
  private String tuner;

  private Run run;
  private StepOutcome last;

  /** Lets the job be tuned at every one of its rates. */
  @Setup
  public void tune() {
    WideJob.Steady steady = new WideJob(operators).tunedBy(WideJob.contender(tuner));
    run = steady.run();
    last = steady.last();
  }

  /** Moves the simulated job on to the next poll; this is not measured. */
  @Setup(Level.Invocation)
  public void next() {
    run.moveOn(last);
  }

  /** One step. */
  @Benchmark
  public StepOutcome step() {
    last = run.step();
    return last;
  }
}
