package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.OperatorId;
import java.util.Map;

/** Anything that can play simulated runs: a tuner with the control loop around it. */
public interface Player {
  /** Its name in results. */
  String label();

  /** The tuner of one run, and the loop and the window around it. */
  LoopSetup loop(TunerContext context);

  /** The parallelism that a run begins with. */
  Map<OperatorId, Integer> first(TunerContext context);

  /** The target utilisation at which it runs unless the user says otherwise, in (0, 1]. */
  double standardUtilization();
}
